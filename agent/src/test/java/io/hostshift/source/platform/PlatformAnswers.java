package io.hostshift.source.platform;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All that the table of platforms can answer to the questions whose answers tests go over. */
public final class PlatformAnswers {
  public static final List<String> QUESTIONS = List.of("hypervisor", "cloud", "processor");

  private PlatformAnswers() {}

  /** Each a question, a space and an answer. */
  public static Set<String> all() {
    Set<String> answers = new TreeSet<>();
    for (PlatformRow row : PlatformTable.read().rows()) {
      if (QUESTIONS.contains(row.question())) {
        answers.add(row.question() + " " + row.answer());
      }
    }
    return answers;
  }
}
