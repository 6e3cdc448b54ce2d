package io.hostshift.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A configuration file, made up from a number: of values that are accepted, of some that are not,
 * and now and then broken as a whole. The same number makes the same file.
 */
public final class GeneratedConfiguration {
  private final Path folder;
  private final Random random;
  private final Map<String, List<String>> good = new LinkedHashMap<>();
  private final Map<String, List<String>> bad = new LinkedHashMap<>();

  private GeneratedConfiguration(Path folder, long number) throws IOException {
    this.folder = folder;
    // Neighbouring seeds begin alike.
    this.random = new Random(number * 0x9E3779B97F4A7C15L);
    values();
  }

  /**
   * Writes it.
   *
   * @param folder in which it and what it names are written
   */
  public static Path write(Path folder, long number) throws IOException {
    return new GeneratedConfiguration(folder, number).write();
  }

  private void values() throws IOException {
    good("interval", "1s", "10ms", "1h", "1s..10s", "250ms..1s");
    bad("interval", "1", "5ms", "2h", "10s..1s", "1s..", "soon");
    good("deadline", "500ms", "2s");
    bad("deadline", "-1s", "now");
    good("settle", "0s", "10s", "1h");
    bad("settle", "10", "61m");
    good("mode", "retune", "observe", "OBSERVE");
    bad("mode", "off", "");
    good("minRetune", "0s", "1m");
    bad("minRetune", "1d");
    good("killSwitch", folder.resolve("no-such-file").toString());
    bad("killSwitch", "");
    good("match", "any", "model", "Instance");
    bad("match", "host");
    good("sources", "kvp+dmi", "-cpuid+-xen", "blockserial:vda", "", "kvp", "gce+command+vmgenid");
    bad("sources", "kpv", "kvp+-dmi", "+", "kvp:", "-");
    good("settings", "gc.parallel", "-pools+-gc.concurrent", "gc.parallel:gang", "processors:hook");
    good("settings", "measurement:peaks", "processors+commonPool", "virtualThreads");
    bad("settings", "gc", "gc.parallel:hook", "processors:x", "measurement:peak", "-a+b");
    good("headroom", "false", "FALSE");
    bad("headroom", "yes", "1");
    good("rules", rules("good", "{\"rules\": [{\"processors\": \"x0.5\"}, {\"processors\": 3}]}"));
    good("rules", rules("none", "{\"rules\": []}"));
    bad("rules", rules("broken", "{\"rules\": [{\"processors\": 0}]}"));
    bad("rules", rules("cut", "{\"rules\": ["));
    bad("rules", folder.resolve("none.json").toString(), folder.toString(), "");
    good("file", folder.resolve("identifiers").toString());
    bad("file", "");
    good("command", "/bin/hosts", "/bin/hosts \"a b\" 'c'");
    bad("command", "tell", "/bin/hosts 'a", "", "./hosts");
    good("profile", folder.resolve("profile.json").toString());
    bad("profile", "");
    good("notices", "listen", "off");
    bad("notices", "on");
    good("prepare", "gc");
    bad("prepare", "heap");
    good("veto", "true", "false");
    bad("veto", "maybe");
    good(
        "metadata",
        "auto",
        "off",
        "gce=http://127.0.0.1:1",
        "ec2=http://[::1]:1+oci=http://127.0.0.1:2");
    bad("metadata", "on", "gce", "mars=http://127.0.0.1", "gce=http://192.0.2.1");
    good("history", "1", "64", "100000");
    bad("history", "0", "100001", "1.5");
    good("journal", folder.resolve("journal.json").toString());
    bad("journal", "");
    good("journalMax", "64KB", "1GB", "70000");
    bad("journalMax", "1", "2GB", "10M");
    good("onEvent", "/opt/tell --team ops");
    bad("onEvent", "tell --team ops", "/opt/tell \"ops", "");
    good("pools", "off", "report", "resize");
    bad("pools", "all");
    good("simulate", "true", "false");
    bad("simulate", "no");
    // Not those that would keep the start line back.
    good("log", "info", "debug", "Info");
    bad("log", "loud");
  }

  private void good(String key, String... values) {
    Collections.addAll(good.computeIfAbsent(key, any -> new ArrayList<>()), values);
  }

  private void bad(String key, String... values) {
    Collections.addAll(bad.computeIfAbsent(key, any -> new ArrayList<>()), values);
  }

  private String rules(String name, String text) throws IOException {
    return Files.writeString(folder.resolve("rules-" + name + ".json"), text).toString();
  }

  private Path write() throws IOException {
    Files.writeString(folder.resolve("identifiers"), "host=a\n");
    List<String> fields = new ArrayList<>();
    fields.add(field("root", Files.createDirectories(folder.resolve("root")).toString()));
    // Half of the files are to be without a fault.
    double badness = random.nextBoolean() ? 0 : 0.15;
    for (String key : good.keySet()) {
      if (random.nextInt(3) == 0) {
        boolean wrong = random.nextDouble() < badness;
        fields.add(field(key, any(wrong ? bad.get(key) : good.get(key))));
      }
    }
    if (badness > 0) {
      spoil(fields);
    }
    Collections.shuffle(fields, random);
    String text = "{" + String.join(",\n", fields) + "}\n";
    if (badness > 0 && random.nextInt(20) == 0) {
      text = text.substring(0, random.nextInt(text.length()));
    }
    return Files.writeString(folder.resolve("hostshift.json"), text);
  }

  private void spoil(List<String> fields) {
    switch (random.nextInt(8)) {
      case 0 -> fields.add(field("histroy", "7"));
      case 1 -> fields.add(fields.get(random.nextInt(fields.size())));
      case 2 -> fields.add("\"mode\": [1]");
      case 3 -> fields.add("\"settle\": null");
      default -> {}
    }
  }

  private String any(List<String> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static String field(String key, String value) {
    return "\"" + key + "\": \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
