package io.hostshift.source.metadata;

import io.hostshift.host.Scope;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * OpenStack's metadata service: the VM's UUID, and what a service of the operator says of its host.
 *
 * <p>OpenStack itself never names the host to a guest, but an operator may: nova asks the
 * operator's service and shows the answer as vendor_data2.json, {@code {"SERVICE": …}}. The names
 * in it are free. Taken as the host's name is a value whose own name is unmistakably that: host,
 * host_id, host_uuid, and with physical, compute or hypervisor before host. Not hostname, which
 * such services use for the VM's own. The hypervisor's type and version tell a kind of host.
 * Whether nova keeps an answer across a migration is not documented. Format: nova,
 * api/metadata/base.py and user guide (vendordata).
 */
final class OpenStack implements Service {
  private static final String META_DATA = "/openstack/latest/meta_data.json";
  private static final String VENDOR_DATA = "/openstack/latest/vendor_data2.json";
  private static final int NOT_FOUND = 404;

  @Override
  public String name() {
    return MetadataSource.OPENSTACK;
  }

  @Override
  public Found ask(Http http) throws IOException {
    byte[] meta = Responses.body(http.send(HttpRequest.get(META_DATA)), META_DATA);
    HttpResponse vendor = http.send(HttpRequest.get(VENDOR_DATA));
    return parse(meta, vendor.status() == NOT_FOUND ? null : Responses.body(vendor, VENDOR_DATA));
  }

  /**
   * @param vendor null if there is none
   */
  static Found parse(byte[] meta, byte[] vendor) throws IOException {
    String uuid = JsonLeaves.parse(meta, META_DATA).get("uuid");
    if (uuid == null) {
      throw new IOException("its " + META_DATA + " has no uuid");
    }
    Found found = new Found(MetadataSource.OPENSTACK).add("uuid", uuid, Scope.VM);
    return vendor == null ? found : found.addAll(all -> addVendor(vendor, all));
  }

  private static void addVendor(byte[] vendor, Found found) throws IOException {
    for (Map.Entry<String, String> leaf : JsonLeaves.parse(vendor, VENDOR_DATA).entrySet()) {
      Scope scope = scope(leaf.getKey());
      if (scope != null) {
        found.add(leaf.getKey(), leaf.getValue(), scope);
      }
    }
  }

  private static Scope scope(String path) {
    String name =
        path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    if (name.matches("host(id|uuid)?|(physical|compute|hypervisor)(host)?(name|id|uuid)")
        || name.matches("(physical|compute|hypervisor)host")) {
      return Scope.INSTANCE;
    }
    return name.matches("hypervisor(type|version)") ? Scope.MODEL : null;
  }

  @Override
  public boolean await(Http http) {
    return false;
  }
}
