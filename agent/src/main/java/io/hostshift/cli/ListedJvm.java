package io.hostshift.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hostshift.attach.JvmProcess;
import io.hostshift.attach.Patience;
import io.hostshift.attach.UnreachableException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM, and whether the agent runs in it; or why that cannot be told. */
final class ListedJvm {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final JvmProcess process;
  private volatile String javaVersion;
  private volatile String agent = "";
  private volatile String reason = "does not answer";

  private ListedJvm(JvmProcess process) {
    this.process = process;
    this.javaVersion = process.javaVersion();
  }

  /** Asks them all at once: one that hangs must not hold up the others. */
  static List<ListedJvm> ask(List<JvmProcess> jvms, Consumer<String> progress) {
    List<ListedJvm> listed = new ArrayList<>();
    CountDownLatch left = new CountDownLatch(jvms.size());
    for (JvmProcess jvm : jvms) {
      ListedJvm one = new ListedJvm(jvm);
      listed.add(one);
      Thread thread =
          new Thread(
              () -> {
                one.ask();
                left.countDown();
              },
              "ask-" + jvm.pid());
      thread.setDaemon(true);
      thread.start();
    }
    Patience.saying(progress, LIMIT_NANOS)
        .await("the JVMs to answer", LIMIT_NANOS, () -> left.getCount() == 0);
    return listed;
  }

  private void ask() {
    try {
      AgentLink link = AgentLink.open(process, Patience.saying(ignored -> {}, LIMIT_NANOS));
      javaVersion = link.javaVersion();
      agent = link.version() == null ? "" : link.version();
      reason = "";
    } catch (UnreachableException e) {
      reason = e.getMessage();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      reason = e.toString();
    }
  }

  JvmProcess process() {
    return process;
  }

  String javaVersion() {
    return javaVersion;
  }

  /** The agent's version; empty if there is none. */
  String agent() {
    return agent;
  }

  /** Why the JVM could not be asked; empty if it could. */
  String reason() {
    return reason;
  }

  static String json(List<ListedJvm> listed) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartArray();
      for (ListedJvm jvm : listed) {
        json.writeStartObject();
        json.writeNumberField("pid", jvm.process.pid());
        json.writeStringField("user", jvm.process.process().userName());
        json.writeStringField("java", jvm.javaVersion);
        json.writeStringField("hostshift", jvm.agent);
        json.writeStringField("main", jvm.process.main());
        json.writeStringField("reason", jvm.reason);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return text.toString();
  }
}
