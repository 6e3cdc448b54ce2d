package io.hostshift.source;

import io.hostshift.source.file.GuestFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A guest's files in a folder. */
public final class GuestTree {
  private final Path root;

  public GuestTree(Path root) {
    this.root = root;
  }

  /** One that was captured in a guest before or after its live migration. */
  public static GuestTree captured(String moment) throws URISyntaxException {
    String name = "/captures/x86-live-same-model/" + moment;
    return new GuestTree(Path.of(GuestTree.class.getResource(name).toURI()));
  }

  /** Any capture among the test resources. */
  public static GuestTree resource(String name) throws URISyntaxException {
    return new GuestTree(Path.of(GuestTree.class.getResource("/captures/" + name).toURI()));
  }

  public GuestFiles files() {
    return new GuestFiles(root.toFile());
  }

  /** As files(), with opens that fail. */
  public GuestFiles refusing(IOException refusal) {
    return new GuestFiles(
        root.toFile(),
        file -> {
          throw refusal;
        });
  }

  public Path path(String name) {
    return root.resolve(name);
  }

  public GuestTree with(String name, String text) throws IOException {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaced by renaming, as operators do. */
  public GuestTree with(String name, byte[] bytes) throws IOException {
    Files.createDirectories(path(name).getParent());
    Path fresh = Files.write(path(name + ".new"), bytes);
    Files.move(
        fresh,
        path(name),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  public GuestTree withFifo(String name) throws IOException, InterruptedException {
    Files.createDirectories(path(name).getParent());
    new ProcessBuilder("mkfifo", path(name).toString()).inheritIO().start().waitFor();
    return this;
  }
}
