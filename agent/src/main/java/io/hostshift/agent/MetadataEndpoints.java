package io.hostshift.agent;

import io.hostshift.config.Configuration;
import io.hostshift.config.Key;
import io.hostshift.config.MetadataChoice;
import io.hostshift.config.Selection;
import io.hostshift.source.firmware.DmiTable;
import io.hostshift.source.metadata.Clouds;
import io.hostshift.source.metadata.Endpoint;
import io.hostshift.source.metadata.MetadataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where which cloud's metadata service is asked: as configured, or as the firmware names it. */
final class MetadataEndpoints {
  private MetadataEndpoints() {}

  /**
   * By name of the cloud. Beside a guest's copied files only those that were given an address.
   *
   * @param live whether this is the guest itself
   */
  static Map<String, Endpoint> of(Configuration configuration, DmiTable dmi, boolean live) {
    MetadataChoice choice = configuration.metadata();
    Map<String, Endpoint> endpoints = new LinkedHashMap<>(choice.endpoints());
    if (choice.automatic() && live) {
      Selection selection = configuration.selection(Key.SOURCES);
      List<String> named = Clouds.named(dmi);
      for (String cloud : MetadataSource.NAMES) {
        if ((named.contains(cloud) || selection.names(cloud)) && selection.wants(cloud)) {
          endpoints.put(cloud, Endpoint.usual());
        }
      }
    }
    return endpoints;
  }
}
