package io.hostshift.testapp.demo;

import io.hostshift.testapp.service.JsonClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service's JVM, its output in files of one folder. */
final class ServiceProcess {
  private static final Pattern LISTENING =
      Pattern.compile("testapp listening on 127\\.0\\.0\\.1:(\\d+)\\n");
  private static final long START_PATIENCE_MILLIS = 10_000;
  private static final int SAID_LINES = 8;
  // What the user's own JVMs are given must not reach into the demo's.
  private static final List<String> LEFT_OUT =
      Arrays.asList("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final Process process;
  private final Path folder;

  private ServiceProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  static ServiceProcess start(List<String> line, Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(LEFT_OUT);
    environment.keySet().removeIf(key -> key.startsWith("HOSTSHIFT_"));
    ServiceProcess service = new ServiceProcess(builder.start(), folder);
    service.process.getOutputStream().close();
    return service;
  }

  /** Waits until the service answers. */
  JsonClient client(Pace pace) throws IOException, InterruptedException {
    long begunAt = pace.millis();
    while (pace.millis() - begunAt < START_PATIENCE_MILLIS && process.isAlive()) {
      Matcher listening = LISTENING.matcher(text("out"));
      if (listening.find()) {
        return new JsonClient("127.0.0.1", Integer.parseInt(listening.group(1)));
      }
      pace.pause(20);
    }
    throw new IOException(
        process.isAlive()
            ? "the service did not start within " + START_PATIENCE_MILLIS / 1000 + " s"
            : "the service ended with exit code " + process.exitValue());
  }

  /** The last lines that it wrote on standard error and output. */
  List<String> said() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String stream : Arrays.asList("out", "err")) {
      List<String> all = Arrays.asList(text(stream).split("\\n"));
      lines.addAll(all.subList(Math.max(0, all.size() - SAID_LINES), all.size()));
    }
    lines.removeIf(line -> line.isEmpty() || line.startsWith("testapp listening"));
    return lines;
  }

  GcLog gcLog() {
    return new GcLog(folder.resolve(JavaCommand.GC_LOG));
  }

  /** Ends it, by force if it does not end when asked. */
  void end() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(1, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
    }
  }

  private String text(String stream) throws IOException {
    return new String(Files.readAllBytes(folder.resolve(stream)), StandardCharsets.UTF_8);
  }
}
