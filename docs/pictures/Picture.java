import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture (SVG) of a terminal, from what a command has written to it; the title is its command. */
public class Picture {
  private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-9;]*)m");
  private static final Map<String, String> CLASSES =
      Map.of("1", "b", "2", "f", "31", "r", "32", "g", "33", "y", "36", "c");
  private static final int COLUMN = 8;
  private static final int LINE = 18;
  private static final int EDGE = 16;

  public static void main(String[] arguments) throws IOException {
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    List<String> lines = new ArrayList<>(List.of("\u001b[2m$\u001b[0m " + arguments[0]));
    lines.addAll(text.stripTrailing().lines().toList());
    int columns = lines.stream().mapToInt(line -> plain(line).length()).max().orElse(0);
    int width = columns * COLUMN + 2 * EDGE;
    int height = lines.size() * LINE + 2 * EDGE;
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height)
        .append("\" viewBox=\"0 0 " + width + " " + height + "\">\n<style>\n")
        .append("text { font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #d8dee9;")
        .append(" white-space: pre }\n")
        .append(".b { font-weight: bold } .f { fill: #8a93a5 } .r { fill: #ff7b72 }")
        .append(" .g { fill: #7ee787 } .y { fill: #f2cc60 } .c { fill: #76e3ea }\n</style>\n")
        .append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1c2128\"/>\n");
    int y = EDGE + LINE - 5;
    for (String line : lines) {
      svg.append(element(line, y));
      y += LINE;
    }
    System.out.write(svg.append("</svg>\n").toString().getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  private static String plain(String line) {
    return STYLE.matcher(line).replaceAll("");
  }

  /** As wide as it is on a terminal, whatever font there is. */
  private static String element(String line, int y) {
    if (plain(line).isBlank()) {
      return "<text/>\n";
    }
    StringBuilder text = new StringBuilder();
    text.append("<text x=\"" + EDGE + "\" y=\"" + y + "\" textLength=\"")
        .append(plain(line).length() * COLUMN + "\" xml:space=\"preserve\">");
    Matcher style = STYLE.matcher(line);
    int from = 0;
    boolean open = false;
    while (style.find()) {
      text.append(escaped(line.substring(from, style.start())));
      from = style.end();
      if (open) {
        text.append("</tspan>");
      }
      List<String> names = new ArrayList<>();
      for (String code : style.group(1).split(";")) {
        if (CLASSES.containsKey(code)) {
          names.add(CLASSES.get(code));
        }
      }
      open = !names.isEmpty();
      if (open) {
        text.append("<tspan class=\"" + String.join(" ", names) + "\">");
      }
    }
    text.append(escaped(line.substring(from)));
    return text.append(open ? "</tspan></text>\n" : "</text>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
