package io.hostshift.source.file;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lines of {@code name=value} that an operator's file or command gives us. UTF-8; blank lines and
 * those that begin with # are left out. {@code vm.NAME} names the VM, {@code model.NAME} a kind of
 * host, any other name one physical host; the identifier's name is without that prefix.
 *
 * <p>A line that cannot be understood does not cost the others: they are there, with a reason that
 * names the first such line. Of a name that occurs twice the first line holds.
 */
public final class OperatorLines {
  private static final int SHOWN = 40;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String source;
  private final List<Identifier> identifiers = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private String firstProblem = "";
  private int problems;

  private OperatorLines(String source) {
    this.source = source;
  }

  /**
   * @param source the first part of the identifiers' names
   */
  public static OperatorLines parse(String source, byte[] bytes, int length) {
    OperatorLines lines = new OperatorLines(source);
    int number = 0;
    int from = 0;
    while (from < length) {
      int end = from;
      while (end < length && bytes[end] != '\n') {
        end++;
      }
      lines.add(++number, new String(bytes, from, end - from, StandardCharsets.UTF_8));
      from = end + 1;
    }
    return lines;
  }

  private void add(int number, String raw) {
    boolean marked = number == 1 && !raw.isEmpty() && raw.charAt(0) == BYTE_ORDER_MARK;
    String line = (marked ? raw.substring(1) : raw).trim();
    if (line.isEmpty() || line.charAt(0) == '#') {
      return;
    }
    int equals = line.indexOf('=');
    String name = equals < 0 ? "" : line.substring(0, equals).trim();
    String value = line.substring(equals + 1).trim();
    Scope scope = scope(name);
    String bare = name.substring(prefix(scope).length());
    if (!isText(line)) {
      problem(number, "is not text in UTF-8", line);
    } else if (equals < 0) {
      problem(number, "is not name=value", line);
    } else if (bare.isEmpty()) {
      problem(number, "has no name", line);
    } else if (value.isEmpty()) {
      problem(number, "has no value", line);
    } else if (!names.add(bare)) {
      problem(number, "names " + bare + " a second time", line);
    } else {
      identifiers.add(new Identifier(source + "." + bare, value, scope));
    }
  }

  private static Scope scope(String name) {
    if (name.startsWith(prefix(Scope.VM))) {
      return Scope.VM;
    }
    return name.startsWith(prefix(Scope.MODEL)) ? Scope.MODEL : Scope.INSTANCE;
  }

  private static String prefix(Scope scope) {
    return scope == Scope.VM ? "vm." : scope == Scope.MODEL ? "model." : "";
  }

  private static boolean isText(String line) {
    return line.chars().noneMatch(c -> c == '\uFFFD' || (Character.isISOControl(c) && c != '\t'));
  }

  private void problem(int number, String what, String line) {
    problems++;
    if (firstProblem.isEmpty()) {
      String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
      String printable = shown.replaceAll("\\p{Cntrl}", "?");
      firstProblem = "line " + number + " " + what + ": \"" + printable + "\"";
    }
  }

  List<Identifier> identifiers() {
    return Collections.unmodifiableList(identifiers);
  }

  /** Empty if each line was understood. */
  String reason() {
    return problems > 1 ? firstProblem + ", and " + (problems - 1) + " more" : firstProblem;
  }

  /** A reason in it begins with where the lines come from. */
  public Reading reading(String origin) {
    String reason = problems == 0 ? "" : origin + ": " + reason();
    return identifiers.isEmpty() && problems > 0
        ? Reading.failed(reason)
        : Reading.partial(identifiers, reason);
  }
}
