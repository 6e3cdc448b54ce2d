package io.hostshift.it.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** What a hostile process says when it is asked through its attach socket. */
final class FalseAnswers {
  /** How it answers. */
  enum Kind {
    /** As an agent would. */
    AGENT,
    /** As an agent would, with escape sequences in every text. */
    POISON,
    /** As a JVM without an agent, and then as one that has been given it. */
    PLAIN,
    /** As an agent that lets no partition move. */
    REFUSING,
    /** With system properties that never end. */
    ENDLESS,
    /** With a file of more than two gigabytes, which takes no room. */
    SPARSE,
    /** With a file of seventy megabytes. */
    LARGE,
    /** Not at all. */
    SILENT,
    /** With a byte each tenth of a second. */
    DRIP,
    /** With objects in objects. */
    DEEP,
    /** With texts where numbers belong. */
    NUMBERS,
    /** With a text that is cut off. */
    CUT,
    /** With an error that it makes up. */
    ERROR
  }

  /** Sets a terminal's title, clears it, moves up, turns the text around, and begins a line. */
  static final String POISON =
      "\u001b]0;pwned\u0007\u001b[2J\u009b1A\u202eevil\u2066\r\u0008\nhostshift forged";

  private static final long SPARSE_BYTES = (1L << 31) + 10;
  private static final int LARGE_BYTES = 70 << 20;
  private static final int DEPTH = 50_000;

  private final String jar;
  private Kind kind = Kind.AGENT;
  private boolean left;

  /**
   * @param jar that it would like others to load
   */
  FalseAnswers(String jar) {
    this.jar = jar;
  }

  void answer(Kind now) {
    kind = now;
    left = false;
  }

  void properties(OutputStream out) throws Exception {
    switch (kind) {
      case SILENT:
        Thread.sleep(Long.MAX_VALUE); // It never answers.
        break;
      case DRIP:
        out.write("0\n".getBytes(StandardCharsets.US_ASCII));
        while (true) {
          out.write('#');
          Thread.sleep(100); // Slow on purpose.
        }
      case ENDLESS:
        out.write("0\n".getBytes(StandardCharsets.US_ASCII));
        byte[] much = "#much\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        while (true) {
          out.write(much);
        }
      default:
        boolean agent = kind != Kind.PLAIN && !left;
        out.write(
            ("0\njava.version=17"
                    + escapes()
                    + "\njava.specification.version=17\n"
                    + (agent
                        ? "hostshift.version=9" + escapes() + "\nhostshift.jar=" + jar + "\n"
                        : ""))
                .getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * @param argument such as {@code @status /tmp/…/answer}
   */
  void load(String argument, OutputStream out) throws IOException {
    String[] words = argument.split(" ");
    String command = words[0].replace("@", "");
    if (words.length > 1 && words[1].startsWith("/")) {
      try {
        answer(command, Path.of(words[1]));
      } catch (IOException e) {
        System.out.println("could not answer: " + e);
      }
    }
    left |= command.equals("detach");
    out.write("0\n0\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void answer(String command, Path file) throws IOException {
    switch (kind) {
      case SPARSE:
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
          sparse.setLength(SPARSE_BYTES);
        }
        return;
      case LARGE:
        append(file, "data " + "x".repeat(LARGE_BYTES) + "\nend\n");
        return;
      case DEEP:
        append(file, "data " + "{\"host\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH) + "\nend\n");
        return;
      case NUMBERS:
        append(
            file,
            "data {\"sources\":[{\"name\":\"a\",\"state\":\"READABLE\",\"readNanos\":\"x\"}]}\nend\n");
        return;
      case CUT:
        append(file, "data {\"startLine\":\"a\nend\n");
        return;
      case ERROR:
        append(file, "error " + POISON.replace("\n", " ") + "\n");
        return;
      case REFUSING:
        append(file, "data taken\ndata refused because mallory says so\nend\n");
        return;
      default:
        append(file, "data " + (command.equals("drmgr") ? "late " + text() : object()) + "\nend\n");
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private String text() {
    return kind == Kind.POISON ? POISON.replace("\n", " ") : "slow";
  }

  /** In a file of properties. */
  private String escapes() {
    return kind == Kind.POISON ? "\\u001b]0;pwned\\u0007\\u009b2J\\u202e" : "";
  }

  /** One that serves as the answer to each command, as no reader asks what else is in it. */
  private String object() {
    String named =
        "'name':'~','key':'~','value':'~','origin':'~','state':'~','reason':'~','atStart':'~',"
            + "'current':'~','target':'~','floor':'~','ceiling':'~','readNanos':'1'";
    String event =
        "'event':{'verdict':'~','detectedAt':'~','sequence':'~','changes':[{'identifier':'~'}]},"
            + "'sentence':'~'";
    String all =
        "{'startLine':'~','java':'~','version':'~','startedAt':'~','warnings':['~'],"
            + "'hypervisor':'~','migrationModel':'~','migrationModelReason':'~','mode':'~',"
            + "'host':{'identifiers':{'~':'~'},'since':'~','sure':'~'},"
            + "'capacity':{'processors':'~','onlineProcessors':'~','affinityProcessors':'~',"
            + "'cpuLimit':'~'},'eventCount':'~','lastEvents':[{"
            + event
            + "}],'settings':[{"
            + named
            + "}],'before':[{"
            + named
            + "}],'sources':[{"
            + named
            + "},{'name':'~','state':'READABLE','readNanos':'1','reason':'~'},"
            + "{'name':'~','state':'ABSENT'}],'configuration':[{"
            + named
            + "},{'key':'~','value':'~','origin':'default'}],'stays':['~'],"
            + event
            + "}";
    StringBuilder poison = new StringBuilder();
    for (char each : (kind == Kind.POISON ? POISON : "word").toCharArray()) {
      poison.append(each < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) each) : each);
    }
    return all.replace('\'', '"').replace("~", poison);
  }
}
