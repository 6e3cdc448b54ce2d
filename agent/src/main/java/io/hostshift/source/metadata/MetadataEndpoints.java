package io.hostshift.source.metadata;

import io.hostshift.base.Selection;
import io.hostshift.host.Platform;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where which cloud's metadata service is asked: as configured, or as the platform is that one. */
public final class MetadataEndpoints {
  private MetadataEndpoints() {}

  /**
   * By name of the cloud. Beside a guest's copied files only those that were given an address.
   *
   * @param sources those that are wanted
   * @param live whether this is the guest itself
   */
  public static Map<String, Endpoint> of(
      MetadataChoice choice, Selection sources, Platform platform, boolean live) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>(choice.endpoints());
    if (choice.automatic() && live) {
      String here = platform.cloud().toLowerCase(Locale.ROOT);
      for (String cloud : MetadataSource.NAMES) {
        if ((cloud.equals(here) || sources.names(cloud)) && sources.wants(cloud)) {
          endpoints.put(cloud, Endpoint.usual());
        }
      }
    }
    return endpoints;
  }
}
