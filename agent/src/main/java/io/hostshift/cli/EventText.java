package io.hostshift.cli;

/** An event of an answer, for people. */
final class EventText {
  static final int INDENT = 24;

  private final Page page;

  EventText(Page page) {
    this.page = page;
  }

  /**
   * @param jvm what is said before it, such as which JVM it is of; may be empty
   * @param told an event, and the agent's sentence on it
   */
  void print(String jvm, Json told) {
    Json event = told.object("event");
    String verdict = event.text("verdict");
    page.entry(
        "  " + Times.local(event.text("detectedAt")),
        INDENT,
        jvm
            + "#"
            + event.text("sequence")
            + " "
            + verdict
            + (event.has("settledAt") ? "" : " (not settled)")
            + " "
            + told.text("sentence"));
  }
}
