package io.hostshift.source.device;

import io.hostshift.source.MalformedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics of the host out of vhostmd's XML.
 *
 * <p>Format: vhostmd, metric.dtd and vhostmd/metric.c; KubeVirt, pkg/downwardmetrics: {@code
 * <metrics><metric type='string' context='host'><name>HostName</name><value>node1</value></metric>
 * ...</metrics>}. Only what that uses is understood: elements, attributes, comments, the five
 * predefined entities and character references. A document type, any other entity, CDATA and
 * processing instructions but the XML declaration are refused. It does without the JDK's parser,
 * which a runtime made with jlink may not have, and whose factory would look for one in the
 * application.
 */
final class MetricsXml {
  private static final int MOST_DEPTH = 16;

  private final String xml;
  private final Map<String, String> metrics = new LinkedHashMap<>();
  private int at;
  private boolean host;
  private String name = "";
  private String value = "";

  private MetricsXml(String xml) {
    this.xml = xml;
  }

  /**
   * In the document's order; of a name that occurs twice the first value.
   *
   * @throws MalformedException naming the offset
   */
  static Map<String, String> parse(String xml) throws MalformedException {
    MetricsXml parser = new MetricsXml(xml);
    parser.document();
    return Collections.unmodifiableMap(parser.metrics);
  }

  private void document() throws MalformedException {
    if (xml.startsWith("<?xml ")) {
      at = after("?>");
    }
    skipMisc();
    if (!"metrics".equals(element(0))) {
      throw malformed("the document is no metrics");
    }
    skipMisc();
    if (at < xml.length()) {
      throw malformed("something behind the document");
    }
  }

  private void skipMisc() throws MalformedException {
    while (true) {
      while (at < xml.length() && xml.charAt(at) <= ' ') {
        at++;
      }
      if (!xml.startsWith("<!--", at)) {
        return;
      }
      at = after("-->");
    }
  }

  /** One element from its "<" to behind its end; what it is called. */
  private String element(int depth) throws MalformedException {
    if (depth > MOST_DEPTH || at >= xml.length() || xml.charAt(at) != '<') {
      throw malformed("no element, or too many in each other");
    }
    int begin = at + 1;
    at = begin;
    while (at < xml.length() && isName(xml.charAt(at))) {
      at++;
    }
    String tag = xml.substring(begin, at);
    if (tag.isEmpty()) {
      throw malformed("no element");
    }
    boolean metric = depth == 1 && tag.equals("metric");
    if (metric) {
      host = false;
      name = "";
      value = "";
    }
    boolean empty = attributes(metric);
    String text = empty ? "" : content(tag, depth);
    if (depth == 2 && tag.equals("name")) {
      name = text.trim();
    } else if (depth == 2 && tag.equals("value")) {
      value = text.trim();
    } else if (metric && host && !name.isEmpty() && !value.isEmpty()) {
      metrics.putIfAbsent(name, value);
    }
    return tag;
  }

  /** Up to behind ">"; whether the element ends with it. */
  private boolean attributes(boolean ofMetric) throws MalformedException {
    while (at < xml.length()) {
      char c = xml.charAt(at);
      if (c == '>') {
        at++;
        return false;
      }
      if (xml.startsWith("/>", at)) {
        at += 2;
        return true;
      }
      if (c <= ' ') {
        at++;
        continue;
      }
      int begin = at;
      while (at < xml.length() && isName(xml.charAt(at))) {
        at++;
      }
      String attribute = xml.substring(begin, at);
      if (attribute.isEmpty() || at + 1 >= xml.length() || xml.charAt(at) != '=') {
        throw malformed("no attribute");
      }
      char quote = xml.charAt(at + 1);
      int end = quote == '"' || quote == '\'' ? xml.indexOf(quote, at + 2) : -1;
      if (end < 0) {
        throw malformed("an attribute without its end");
      }
      if (ofMetric && attribute.equals("context")) {
        host = xml.substring(at + 2, end).equals("host");
      }
      at = end + 1;
    }
    throw malformed("an element without its end");
  }

  /** Text and elements up to behind the closing tag; the text. */
  private String content(String tag, int depth) throws MalformedException {
    StringBuilder text = new StringBuilder();
    while (at < xml.length()) {
      char c = xml.charAt(at);
      if (xml.startsWith("<!--", at)) {
        at = after("-->");
      } else if (xml.startsWith("</", at)) {
        String closing = xml.substring(at + 2, after(">") - 1).trim();
        if (!closing.equals(tag)) {
          throw malformed("</" + tag + "> is missing");
        }
        at = after(">");
        return text.toString();
      } else if (c == '<') {
        element(depth + 1);
      } else if (c == '&') {
        text.appendCodePoint(reference());
      } else if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
        throw malformed("a control character");
      } else {
        text.append(c);
        at++;
      }
    }
    throw malformed("</" + tag + "> is missing");
  }

  private int reference() throws MalformedException {
    int end = xml.indexOf(';', at);
    String entity = end < 0 || end - at > 9 ? "" : xml.substring(at + 1, end);
    int code;
    switch (entity) {
      case "lt":
        code = '<';
        break;
      case "gt":
        code = '>';
        break;
      case "amp":
        code = '&';
        break;
      case "apos":
        code = '\'';
        break;
      case "quot":
        code = '"';
        break;
      default:
        code = numeric(entity);
    }
    at = end + 1;
    return code;
  }

  private int numeric(String entity) throws MalformedException {
    try {
      int code =
          entity.startsWith("#x")
              ? Integer.parseInt(entity.substring(2), 16)
              : entity.startsWith("#") ? Integer.parseInt(entity.substring(1)) : -1;
      if (Character.isValidCodePoint(code) && !Character.isISOControl(code)) {
        return code;
      }
    } catch (NumberFormatException e) {
      throw malformed("an entity that is not known");
    }
    throw malformed("an entity that is not known");
  }

  private int after(String end) throws MalformedException {
    int found = xml.indexOf(end, at);
    if (found < 0) {
      throw malformed("no " + end);
    }
    return found + end.length();
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == ':'
        || c == '.';
  }

  private MalformedException malformed(String what) {
    return new MalformedException("no metrics: " + what + " at offset " + at);
  }
}
