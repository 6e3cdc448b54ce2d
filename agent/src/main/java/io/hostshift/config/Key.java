package io.hostshift.config;

import io.hostshift.base.Selection;
import io.hostshift.log.LogChoice;
import io.hostshift.notice.NoticeMode;
import io.hostshift.source.metadata.MetadataChoice;
import io.hostshift.tune.rules.Rules;
import io.hostshift.watch.Match;
import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A key of the configuration: its name, its default, what it accepts, and the type that its value
 * has everywhere else. Reading a value finds all that is wrong with it, so that {@code check} says
 * what the agent would say.
 *
 * @param <T> the type of its values
 */
public final class Key<T> {
  private static final List<Key<?>> ALL = new ArrayList<>();

  /** The file that {@link ConfigurationReader} reads last. */
  public static final Key<File> CONFIG = key("config", null, Values.PATH, "a JSON file");

  public static final Key<Interval> INTERVAL =
      key("interval", "1s", Interval::parse, "a time from 10ms to 1h, or a range such as 1s..10s");

  /** Nanoseconds. */
  public static final Key<Long> DEADLINE =
      key(
          "deadline",
          null,
          Values.DURATION,
          "a time such as 500ms, and not together with interval");

  /** Nanoseconds. */
  public static final Key<Long> SETTLE =
      key("settle", "10s", Values.DURATION, "a time from 0s to 1h, such as 10s");

  public static final Key<Mode> MODE =
      key("mode", "retune", Values.oneOf(Mode.values()), "retune or observe");

  /** Nanoseconds. */
  public static final Key<Long> MIN_RETUNE =
      key("minRetune", "10s", Values.DURATION, "a time from 0s to 1h, such as 10s");

  public static final Key<File> KILL_SWITCH = key("killSwitch", null, Values.PATH, "a file name");

  public static final Key<Match> MATCH =
      key("match", "any", Values.oneOf(Match.values()), "any, model or instance");

  public static final Key<Selection> SOURCES =
      key("sources", "", KnownNames.SOURCES, "names joined by +, or each with a leading -");

  public static final Key<Selection> SETTINGS =
      key("settings", "", KnownNames.SETTINGS, "names joined by +, or each with a leading -");

  public static final Key<Boolean> HEADROOM =
      key("headroom", "false", Values.FLAG, "true or false");

  public static final Key<MemoryMode> MEMORY =
      key("memory", "off", Values.oneOf(MemoryMode.values()), "off or follow");

  public static final Key<Rules> RULES = key("rules", null, RulesValue::parse, "a JSON file");

  public static final Key<File> FILE = key("file", null, Values.PATH, "a file of name=value lines");

  public static final Key<File> PUBLISHED =
      key("published", null, Values.PATH, "a file that hostshift publish keeps");

  /** The program and its arguments. */
  public static final Key<List<String>> COMMAND =
      key("command", null, Values.program("command"), "a command that prints name=value lines");

  public static final Key<File> PROFILE = key("profile", null, Values.PATH, "a file");

  public static final Key<NoticeMode> NOTICES =
      key("notices", "listen", Values.oneOf(NoticeMode.values()), "listen, ack or off");

  public static final Key<Preparing> PREPARE =
      key("prepare", null, Values.oneOf(Preparing.values()), "gc");

  public static final Key<Boolean> VETO = key("veto", "false", Values.FLAG, "true or false");
  public static final Key<File> ROOT = key("root", "/", Values.PATH, "a folder");

  public static final Key<MetadataChoice> METADATA =
      key(
          "metadata",
          "auto",
          MetadataChoice::parse,
          "auto, off, or CLOUD=http://ADDRESS:PORT joined by +, for a loopback or link-local"
              + " address");

  public static final Key<Integer> HISTORY =
      key("history", "64", Values.number(1, 100_000), "a number from 1 to 100000");

  public static final Key<File> JOURNAL = key("journal", null, Values.PATH, "a file");

  /** Bytes. */
  public static final Key<Long> JOURNAL_MAX =
      key("journalMax", "10MB", Values.SIZE, "a size from 64KB to 1GB, such as 10MB");

  /** The program and its arguments. */
  public static final Key<List<String>> ON_EVENT =
      key(
          "onEvent",
          null,
          Values.program("onEvent"),
          "an absolute path to a program, and arguments");

  public static final Key<PoolsMode> POOLS =
      key("pools", "off", Values.oneOf(PoolsMode.values()), "off, report or resize");

  public static final Key<Boolean> SIMULATE =
      key("simulate", "false", Values.FLAG, "true or false");

  public static final Key<LogChoice> LOG = key("log", "info", LogValue::parse, LogValue.ACCEPTED);

  /** {@code mode}: whether settings are changed. */
  public enum Mode {
    RETUNE,
    OBSERVE
  }

  /** {@code prepare}: what is done before an announced migration. */
  public enum Preparing {
    GC
  }

  /** {@code memory}: whether the heap follows the memory that there is. */
  public enum MemoryMode {
    OFF,
    FOLLOW
  }

  /** {@code pools}: what is done with the application's thread pools. */
  public enum PoolsMode {
    OFF,
    REPORT,
    RESIZE
  }

  /**
   * Turns the text into a value.
   *
   * @param <T> of which type
   */
  interface Parser<T> {
    /**
     * @throws RefusedValue with a sentence that says all
     * @throws IllegalArgumentException if the text is no such value
     */
    T parse(String text);
  }

  public final String key;

  /** Null if there is none. */
  public final String defaultText;

  final Parser<T> parser;

  /** Completes the sentence "accepted is …". */
  final String accepted;

  /** The place in {@link #values}. */
  final int number;

  private Key(int number, String key, String defaultText, Parser<T> parser, String accepted) {
    this.number = number;
    this.key = key;
    this.defaultText = defaultText;
    this.parser = parser;
    this.accepted = accepted;
  }

  private static <T> Key<T> key(
      String name, String defaultText, Parser<T> parser, String accepted) {
    Key<T> key = new Key<>(ALL.size(), name, defaultText, parser, accepted);
    ALL.add(key);
    return key;
  }

  /** All of them, in the order in which they are shown. */
  public static List<Key<?>> values() {
    return Collections.unmodifiableList(ALL);
  }

  public String property() {
    return "hostshift." + key;
  }

  public String environment() {
    return "HOSTSHIFT_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** Null if no key has this name. */
  public static Key<?> named(String name) {
    for (Key<?> key : ALL) {
      if (key.key.equals(name)) {
        return key;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return key;
  }
}
