package io.hostshift.source.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which metadata services are asked, and where: {@code auto}, {@code off}, or named with URLs. */
public final class MetadataChoice {
  private final boolean automatic;
  private final Map<String, Endpoint> endpoints;

  private MetadataChoice(boolean automatic, Map<String, Endpoint> endpoints) {
    this.automatic = automatic;
    this.endpoints = Collections.unmodifiableMap(endpoints);
  }

  /**
   * @throws IllegalArgumentException if it is neither, or a URL leads to more than this machine and
   *     its host
   */
  public static MetadataChoice parse(String text) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    if (text.equalsIgnoreCase("auto") || text.equalsIgnoreCase("off")) {
      return new MetadataChoice(text.equalsIgnoreCase("auto"), endpoints);
    }
    for (String part : text.split("\\+", -1)) {
      int equals = part.indexOf('=');
      String cloud = equals < 0 ? part : part.substring(0, equals).trim();
      if (equals < 0 || !MetadataSource.NAMES.contains(cloud)) {
        throw new IllegalArgumentException("no cloud is known as " + cloud);
      }
      endpoints.put(cloud, Endpoint.parse(part.substring(equals + 1).trim()));
    }
    return new MetadataChoice(false, endpoints);
  }

  /** Whether those that the machine names are asked. */
  public boolean automatic() {
    return automatic;
  }

  /** Those that were named, in that order; empty unless any were. */
  public Map<String, Endpoint> endpoints() {
    return endpoints;
  }
}
