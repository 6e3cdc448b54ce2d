package io.hostshift.cli;

import io.hostshift.report.Ago;
import io.hostshift.tune.setting.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answer to {@code status}, for people: what needs attention first. */
final class StatusText {
  private static final int INDENT = 14;
  private static final int MOST_UNREACHED = 12;

  private final Page page;
  private final long nowMillis;

  /**
   * @param nowMillis epoch milliseconds
   */
  StatusText(Page page, long nowMillis) {
    this.page = page;
    this.nowMillis = nowMillis;
  }

  void print(String jvm, Json status) {
    page.heading(
        jvm,
        ", Java "
            + status.text("java")
            + ", hostshift "
            + status.text("version")
            + " since "
            + since(status.text("startedAt")));
    for (String warning : status.texts("warnings")) {
      page.entry("!", 2, warning, Page.Style.NOTABLE);
    }
    page.blank();
    host(status);
    events(status);
    notices(status);
    page.title("Settings");
    settings(status.objects("settings"), page);
    unreached(status);
    pools(status.object("pools"));
    sources(status);
    configuration(status);
  }

  private void host(Json status) {
    Json host = status.object("host");
    List<String> names = new ArrayList<>();
    for (String name : host.object("identifiers").names()) {
      names.add(name + " " + host.object("identifiers").text(name));
    }
    page.entry(
        "Host",
        INDENT,
        names.isEmpty()
            ? "nothing that can be read here tells hosts apart"
            : names.get(0) + settled(host));
    for (int i = 1; i < names.size(); i++) {
      page.entry("", INDENT, names.get(i));
    }
    page.entry("  since", INDENT, since(host.text("since")));
    page.entry("  how sure", INDENT, host.text("sure"));
    page.entry("Would notice", INDENT, WouldNoticeText.of(status.text("wouldNotice")));
    page.entry("Hypervisor", INDENT, status.text("hypervisor") + cloud(status.text("cloud")));
    page.entry(
        "Notice",
        INDENT,
        status.text("migrationModel")
            + ": "
            + status.text("migrationModelReason")
            + "; polls every "
            + millis(status.object("watcher").number("intervalMillis"))
            + ", "
            + (long) status.object("watcher").number("polls")
            + " so far");
    page.entry("Processors", INDENT, processors(status.object("capacity")));
    if (status.has("memory")) {
      page.entry("Memory", INDENT, memory(status.object("memory")));
    }
    page.entry(
        "Mode",
        INDENT,
        status.text("mode").equals("observe") ? "observe: nothing is changed" : "retune");
  }

  /** Since the move further identifiers may come; an older agent does not say. */
  private static String settled(Json host) {
    return host.has("settled") && !host.flag("settled") ? "  (not settled)" : "";
  }

  private static String cloud(String name) {
    return name.isEmpty() ? "" : ", " + name;
  }

  private static String processors(Json capacity) {
    double limit = capacity.number("cpuLimit");
    return known(capacity, "processors")
        + " (online "
        + known(capacity, "onlineProcessors")
        + ", affinity "
        + known(capacity, "affinityProcessors")
        + (limit > 0 ? ", cgroup limit " + capacity.text("cpuLimit") : "")
        + ")";
  }

  private static String memory(Json memory) {
    boolean limited = memory.number("limitBytes") > 0;
    boolean knowsFresh = memory.number("freshHeapMaxBytes") > 0;
    return (limited ? "limit " : "of the machine ")
        + size(memory, "availableBytes")
        + "; heap "
        + size(memory, "heapCommittedBytes")
        + " of "
        + size(memory, "heapMaxBytes")
        + (knowsFresh ? " (started here: " + size(memory, "freshHeapMaxBytes") + ")" : "")
        + ", resident "
        + size(memory, "residentBytes");
  }

  private static String size(Json memory, String field) {
    double bytes = memory.number(field);
    return bytes > 0 ? Unit.BYTES.text((long) bytes) : "unknown";
  }

  private static String known(Json capacity, String field) {
    return capacity.text(field).isEmpty() ? "unknown" : capacity.text(field);
  }

  private void events(Json status) {
    page.title("Events  " + (long) status.number("eventCount"));
    for (Json event : status.objects("lastEvents")) {
      new EventText(page).print("", event);
    }
  }

  /** Most VMs hear none; an older agent does not tell. */
  private void notices(Json status) {
    if (status.number("noticeCount") > 0) {
      page.title("Notices  " + (long) status.number("noticeCount"));
      for (Json notice : status.objects("lastNotices")) {
        String text = notice.text("text");
        page.entry(
            "  " + Times.local(notice.text("heardAt")),
            EventText.INDENT,
            notice.text("channel")
                + " "
                + notice.text("kind")
                + " "
                + notice.text("phase")
                + (text.isEmpty() ? "" : ": " + text));
      }
    }
  }

  private void pools(Json pools) {
    if (pools.number("count") > 0) {
      page.entry(
          "  pools",
          INDENT,
          (long) pools.number("count")
              + ", "
              + (long) pools.number("following")
              + " of them follow the processors");
    }
  }

  /** What keeps an earlier number of processors; an older agent does not tell. */
  private void unreached(Json status) {
    List<String> all = status.texts("unreached");
    if (all.isEmpty()) {
      return;
    }
    List<String> first = all.subList(0, Math.min(MOST_UNREACHED, all.size()));
    String more = all.size() > first.size() ? " and " + (all.size() - first.size()) + " more" : "";
    page.entry("  not reached", INDENT, String.join(", ", first) + more);
  }

  /** Settings as a table; also for {@code retune}. */
  static void settings(List<Json> settings, Page page) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"", "start", "now", "target", "within", "state", "why"});
    for (Json setting : settings) {
      rows.add(
          new String[] {
            "  " + setting.text("name"),
            number(setting, "atStart"),
            now(setting) + seen(setting),
            number(setting, "target"),
            within(setting),
            setting.text("state"),
            setting.text("reason")
          });
    }
    page.table(rows);
  }

  /** What it comes to, and the most if that is more; an older agent knows of one number. */
  private static String now(Json setting) {
    String most = number(setting, "current");
    String now = setting.has("now") ? number(setting, "now") : most;
    return now.equals(most) ? now : now + " of " + most;
  }

  private static String seen(Json setting) {
    String seen = setting.has("seen") ? shown(setting, "seen") : "";
    return seen.isEmpty() ? "" : " (" + seen + " seen)";
  }

  private static String within(Json setting) {
    return setting.has("floor") || setting.has("ceiling")
        ? shown(setting, "floor") + ".." + shown(setting, "ceiling")
        : "";
  }

  private static String number(Json setting, String field) {
    String shown = shown(setting, field);
    return shown.isEmpty() ? "-" : shown;
  }

  /** In the words of its unit, or as it is where that is no number; empty where there is none. */
  private static String shown(Json setting, String field) {
    String number = setting.text(field);
    if (!number.matches("-?[0-9]{1,18}")) {
      return number;
    }
    return Unit.named(setting.text("unit")).text(Long.valueOf(number));
  }

  private void sources(Json status) {
    page.title("Sources");
    List<String> absent = new ArrayList<>();
    for (Json source : status.objects("sources")) {
      String state = source.text("state");
      if (state.equals("ABSENT") || state.equals("OFF")) {
        absent.add(source.text("name"));
      } else {
        page.entry(
            "  " + Page.pad(source.text("name"), INDENT - 2) + Page.pad(state, 10),
            INDENT + 10,
            state.equals("READABLE")
                ? "read in " + duration(source) + reason(source)
                : source.text("reason"));
      }
    }
    if (!absent.isEmpty()) {
      page.entry("  not here", INDENT, String.join(", ", absent));
    }
  }

  private static String reason(Json source) {
    return source.text("reason").isEmpty() ? "" : "; " + source.text("reason");
  }

  private void configuration(Json status) {
    page.title("Configuration");
    List<String> defaults = new ArrayList<>();
    for (Json entry : status.objects("configuration")) {
      String value = entry.text("value");
      if (entry.text("origin").equals("default")) {
        defaults.add(entry.text("key") + (value.isEmpty() ? "" : "=" + value));
      } else {
        page.entry("  " + entry.text("key"), INDENT, value + "  (" + entry.text("origin") + ")");
      }
    }
    page.entry("  default", INDENT, String.join(", ", defaults));
  }

  private String since(String iso) {
    long millis = Times.millis(iso);
    return millis == 0
        ? "an unknown time"
        : Times.local(iso) + " (" + Ago.of(Math.max(0, nowMillis - millis)) + ")";
  }

  private static String millis(double millis) {
    return millis >= 1000 && millis % 1000 == 0
        ? (long) millis / 1000 + " s"
        : (long) millis + " ms";
  }

  private static String duration(Json source) {
    return source.has("readNanos")
        ? String.format(Locale.ROOT, "%.3f ms", source.number("readNanos") / 1e6)
        : "an unknown time";
  }
}
