package io.hostshift.source.metadata;

import io.hostshift.source.PrintableValue;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What a service's answers come down to: a text, bytes, nothing there, or a refusal. */
public final class Responses {
  private static final int MOST_CHARACTERS = 256;

  private Responses() {}

  /** The body of an answer that says 200. */
  public static byte[] body(HttpResponse answer, String path) throws IOException {
    if (answer.status() != 200) {
      throw refused(answer, path);
    }
    return answer.body();
  }

  /** The one line of text of an answer that says 200; it begins with a letter or digit. */
  public static String text(HttpResponse answer, String path) throws IOException {
    byte[] body = body(answer, path);
    String text = PrintableValue.text(body, body.length);
    boolean plain =
        text != null
            && !text.isEmpty()
            && text.length() <= MOST_CHARACTERS
            && Character.isLetterOrDigit(text.charAt(0));
    if (!plain) {
      throw new IOException("its answer to " + path + " is not one short line of text");
    }
    return text;
  }

  /** As {@link #text}; null if the service has no such thing, which is 404. */
  public static String textOrNull(HttpResponse answer, String path) throws IOException {
    return answer.status() == 404 ? null : text(answer, path);
  }

  private static RefusedException refused(HttpResponse answer, String path) {
    int status = answer.status();
    boolean redirect = status >= 300 && status < 400;
    return new RefusedException(
        status,
        retryAfterNanos(answer.header("Retry-After")),
        "it answers " + status + " to " + path + (redirect ? "; redirects are not followed" : ""));
  }

  /** Seconds only: the other form, a date, needs two clocks that agree. */
  private static long retryAfterNanos(String header) {
    return header.matches("\\d{1,6}") ? TimeUnit.SECONDS.toNanos(Long.parseLong(header)) : 0;
  }
}
