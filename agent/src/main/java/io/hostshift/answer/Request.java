package io.hostshift.answer;

import java.io.File;

/**
 * What an attachment asks for: {@code @COMMAND}, and where it wants to be answered {@code @COMMAND
 * FILE} with further words behind.
 */
public final class Request {
  private final String command;
  private final File answer;
  private final String argument;

  private Request(String command, File answer, String argument) {
    this.command = command;
    this.answer = answer;
    this.argument = argument;
  }

  /**
   * Null if it is none, but configuration.
   *
   * @param arguments of the attachment; may be null
   */
  public static Request of(String arguments) {
    if (arguments == null || !arguments.startsWith("@")) {
      return null;
    }
    String[] words = arguments.split(" ", 3);
    return new Request(
        words[0].substring(1),
        words.length < 2 || words[1].isEmpty() ? null : new File(words[1]),
        words.length < 3 ? "" : words[2].trim());
  }

  /** Such as {@code status}. */
  public String command() {
    return command;
  }

  /** The file for the answer; null if none is wanted. */
  public File answer() {
    return answer;
  }

  /** What else was said; may be empty. */
  public String argument() {
    return argument;
  }
}
