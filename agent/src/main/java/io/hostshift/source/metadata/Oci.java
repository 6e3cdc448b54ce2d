package io.hostshift.source.metadata;

import io.hostshift.host.Scope;
import java.io.IOException;
import java.util.Map;

/**
 * Oracle Cloud Infrastructure's metadata, version 2, with the header {@code Authorization: Bearer
 * Oracle}: the instance, and on some shapes the rack, the network block and the host. Rack and
 * block are shared by many hosts: a new one is another host, an equal one says nothing. Format:
 * Oracle, Compute documentation, instance metadata.
 */
final class Oci implements Service {
  private static final String INSTANCE = "/opc/v2/instance/id";
  private static final String HOST = "/opc/v2/host";
  private static final String AUTHORIZATION = "Authorization: Bearer Oracle";
  private static final String TOPOLOGY = "rdmaTopologyData.";
  private static final int NOT_FOUND = 404;

  @Override
  public String name() {
    return MetadataSource.OCI;
  }

  @Override
  public Found ask(Http http) throws IOException {
    String id = Responses.text(http.send(HttpRequest.get(INSTANCE, AUTHORIZATION)), INSTANCE);
    HttpResponse host = http.send(HttpRequest.get(HOST, AUTHORIZATION));
    return parse(id, host.status() == NOT_FOUND ? null : Responses.body(host, HOST));
  }

  /**
   * @param host null if this shape shows none
   */
  static Found parse(String id, byte[] host) {
    Found found = new Found(MetadataSource.OCI).add("instance.id", id, Scope.VM);
    return host == null ? found : found.addAll(all -> add(JsonLeaves.parse(host, HOST), all));
  }

  private static void add(Map<String, String> leaves, Found found) {
    found.add("host.id", leaves.get("id"), Scope.INSTANCE);
    found.add(
        "host." + TOPOLOGY + "customerHostId",
        leaves.get(TOPOLOGY + "customerHostId"),
        Scope.INSTANCE);
    for (String shared : new String[] {"rackId", "networkBlockId"}) {
      found.add("host." + shared, leaves.get(shared), Scope.MODEL);
    }
  }

  @Override
  public boolean await(Http http) {
    return false;
  }
}
