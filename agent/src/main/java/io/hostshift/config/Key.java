package io.hostshift.config;

/** The keys of the configuration, with their defaults and what they accept. */
public enum Key {
  CONFIG("config", null, Values.TEXT, "a JSON file"),
  INTERVAL("interval", "1s", Interval::parse, "a time from 10ms to 1h, or a range such as 1s..10s"),
  DEADLINE(
      "deadline", null, Values.DURATION, "a time such as 500ms, and not together with interval"),
  SETTLE("settle", "10s", Values.DURATION, "a time from 0s to 1h, such as 10s"),
  MODE("mode", "retune", Values.oneOf("retune", "observe"), "retune or observe"),
  MIN_RETUNE("minRetune", "10s", Values.DURATION, "a time from 0s to 1h, such as 10s"),
  KILL_SWITCH("killSwitch", null, Values.TEXT, "a file name"),
  MATCH("match", "any", Values.oneOf("any", "model", "instance"), "any, model or instance"),
  SOURCES("sources", "", Values.SELECTION, "names joined by +, or each with a leading -"),
  SETTINGS("settings", "", Values.SELECTION, "names joined by +, or each with a leading -"),
  HEADROOM("headroom", "false", Values.FLAG, "true or false"),
  RULES("rules", null, Values.TEXT, "a JSON file"),
  FILE("file", null, Values.TEXT, "a file of name=value lines"),
  COMMAND("command", null, Values.TEXT, "a command that prints name=value lines"),
  PROFILE("profile", null, Values.TEXT, "a file"),
  NOTICES("notices", "listen", Values.oneOf("listen", "ack", "off"), "listen, ack or off"),
  PREPARE("prepare", null, Values.oneOf("gc"), "gc"),
  VETO("veto", "false", Values.FLAG, "true or false"),
  ROOT("root", "/", Values.TEXT, "a folder"),
  METADATA(
      "metadata",
      "auto",
      MetadataChoice::parse,
      "auto, off, or CLOUD=http://ADDRESS:PORT joined by +, for a loopback or link-local address"),
  HISTORY("history", "64", Values.number(1, 100_000), "a number from 1 to 100000"),
  JOURNAL("journal", null, Values.TEXT, "a file"),
  JOURNAL_MAX("journalMax", "10MB", Values.SIZE, "a size from 64KB to 1GB, such as 10MB"),
  ON_EVENT("onEvent", null, Values.TEXT, "an absolute path to a program, and arguments"),
  POOLS("pools", "off", Values.oneOf("off", "report", "resize"), "off, report or resize"),
  SIMULATE("simulate", "false", Values.FLAG, "true or false"),
  LOG(
      "log",
      "info",
      Values.oneOf("off", "error", "warn", "info", "debug"),
      "off, error, warn, info or debug");

  /** Turns the text into a value, or throws {@link IllegalArgumentException} if it is none. */
  interface Parser {
    Object parse(String text);
  }

  public final String key;

  /** Null if there is none. */
  public final String defaultText;

  final Parser parser;

  /** Completes the sentence "accepted is …". */
  final String accepted;

  Key(String key, String defaultText, Parser parser, String accepted) {
    this.key = key;
    this.defaultText = defaultText;
    this.parser = parser;
    this.accepted = accepted;
  }

  public String property() {
    return "hostshift." + key;
  }

  public String environment() {
    return "HOSTSHIFT_" + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
  }

  /** Null if no key has this name. */
  public static Key named(String name) {
    for (Key key : values()) {
      if (key.key.equals(name)) {
        return key;
      }
    }
    return null;
  }
}
