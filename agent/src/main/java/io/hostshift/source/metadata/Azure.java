package io.hostshift.source.metadata;

import io.hostshift.host.Scope;
import java.io.IOException;
import java.util.Map;

/**
 * Azure's Instance Metadata Service: {@code /metadata/instance}, with the header {@code Metadata:
 * true}; at most five requests a second.
 *
 * <p>{@code compute.host.id} names the physical host, on Dedicated Hosts only. The fault domain and
 * the physical zone are places that many hosts share: a new one is another host, an equal one says
 * nothing. Format: Microsoft, azure-compute-docs, instance-metadata-service.
 */
final class Azure implements Service {
  /** The first version with physicalZone; a service that knows later ones answers it too. */
  private static final String PATH = "/metadata/instance?api-version=2023-11-15";

  @Override
  public String name() {
    return MetadataSource.AZURE;
  }

  @Override
  public Found ask(Http http) throws IOException {
    return parse(Responses.body(http.send(HttpRequest.get(PATH, "Metadata: true")), PATH));
  }

  /** Of an answer in full. */
  static Found parse(byte[] json) throws IOException {
    Map<String, String> leaves = JsonLeaves.parse(json, PATH);
    if (!leaves.containsKey("compute.vmId")) {
      throw new IOException("its answer has no compute.vmId");
    }
    return new Found(MetadataSource.AZURE)
        .add("compute.vmId", leaves.get("compute.vmId"), Scope.VM)
        .add("compute.host.id", leaves.get("compute.host.id"), Scope.INSTANCE)
        .add("compute.platformFaultDomain", leaves.get("compute.platformFaultDomain"), Scope.MODEL)
        .add("compute.physicalZone", leaves.get("compute.physicalZone"), Scope.MODEL);
  }

  @Override
  public boolean await(Http http) {
    return false;
  }
}
