package io.hostshift.cli;

/** An event of an answer, for people. */
final class EventText {
  private static final int INDENT = 24;

  private final Page page;

  EventText(Page page) {
    this.page = page;
  }

  /**
   * @param told an event, and the agent's sentence on it
   */
  void print(Json told) {
    Json event = told.object("event");
    String verdict = event.text("verdict");
    page.entry(
        "  " + Times.local(event.text("detectedAt")),
        INDENT,
        "#"
            + event.text("sequence")
            + " "
            + verdict
            + (event.has("settledAt") ? "" : " (not settled)")
            + " "
            + told.text("sentence"));
  }
}
