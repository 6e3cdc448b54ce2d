package io.hostshift.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.catalog.SourceCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file that keeps the identifiers of the VM and of its hosts across restarts of the JVM, so that
 * a move while it was down is noticed, and a host that was left long ago is known again.
 *
 * <p>Counters (EPOCH, and an agent's own) are not kept: a file that was restored together with the
 * VM would lie about them. It is JSON, replaced as a whole by renaming, readable by its owner
 * alone, and never reached through a symbolic link.
 */
public final class ProfileFile {
  private static final long MOST_BYTES = 1 << 20;

  private static final int MOST_ENTRIES = 10_000;

  /** What was kept. */
  public static final class Kept {
    private final HostProfile profile;
    private final List<KnownHost> hosts;

    public Kept(HostProfile profile, List<KnownHost> hosts) {
      this.profile = profile;
      this.hosts = hosts;
    }

    /** Identifiers of the VM and of its last host; no capacity. */
    public HostProfile profile() {
      return profile;
    }

    /** The oldest first. */
    public List<KnownHost> hosts() {
      return hosts;
    }
  }

  private final Path file;
  private final JsonFactory json = new JsonFactory();
  private FileChannel lock;

  public ProfileFile(Path file) {
    this.file = file;
  }

  /**
   * Keeps other JVMs from it for as long as this one lives: two that are moved apart, or that one
   * user's short-lived tools are among, would each take the other's hosts for its own. The lock is
   * on a file beside it, as it is itself replaced at each writing. Where nobody can be locked out,
   * since the folder may not be written to or the file system knows no locks, all goes on.
   *
   * @throws IOException if another JVM has it
   */
  public void lock() throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".lock");
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              beside,
              new HashSet<>(
                  Arrays.asList(
                      StandardOpenOption.CREATE,
                      StandardOpenOption.WRITE,
                      LinkOption.NOFOLLOW_LINKS)),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
      lock = channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(
          file + " is kept by another JVM that runs (" + beside + " is locked); give each its own",
          e);
    } catch (IOException | UnsupportedOperationException e) {
      if (channel != null) {
        channel.close();
      }
    }
  }

  /** Lets other JVMs have it. */
  public void unlock() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // It goes with this JVM at the latest.
        return;
      }
    }
  }

  /**
   * Reads what was kept; null if there is no such file yet.
   *
   * @throws IOException if it cannot be read or is no such file, with the reason
   */
  public Kept read() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is no regular file of less than 1 MB");
    }
    try (InputStream in =
            Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        JsonParser parser = json.createParser(in)) {
      return parse(parser);
    } catch (JsonProcessingException e) {
      // Its own message also says where in a source it stands that it does not show.
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new IOException(file + " line " + line + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Kept parse(JsonParser parser) throws IOException {
    List<Identifier> identifiers = new ArrayList<>();
    List<KnownHost> hosts = new ArrayList<>();
    expect(parser.nextToken(), JsonToken.START_OBJECT, parser);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      expect(parser.nextToken(), JsonToken.START_ARRAY, parser);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        if (identifiers.size() + hosts.size() > MOST_ENTRIES) {
          throw new IOException("too many entries");
        }
        if (field.equals("identifiers")) {
          Map<String, String> entry = texts(parser);
          identifiers.add(
              new Identifier(
                  text(entry, "name"), text(entry, "value"), Scope.valueOf(text(entry, "scope"))));
        } else {
          hosts.add(host(parser));
        }
      }
    }
    return new Kept(HostProfile.EMPTY.with(identifiers, null, 0), hosts);
  }

  private static KnownHost host(JsonParser parser) throws IOException {
    long first = 0;
    long last = 0;
    Map<String, String> identifiers = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        identifiers = texts(parser);
      } else if (field.equals("firstSeenMillis")) {
        first = parser.getLongValue();
      } else {
        last = parser.getLongValue();
      }
    }
    return new KnownHost(identifiers, first, last);
  }

  private static Map<String, String> texts(JsonParser parser) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      expect(parser.nextToken(), JsonToken.VALUE_STRING, parser);
      texts.put(name, parser.getText());
    }
    return texts;
  }

  private static String text(Map<String, String> entry, String name) {
    String text = entry.get(name);
    if (text == null) {
      throw new IllegalArgumentException("an identifier without " + name);
    }
    return text;
  }

  private static void expect(JsonToken found, JsonToken expected, JsonParser parser)
      throws IOException {
    if (found != expected) {
      throw new IOException(
          "expected "
              + expected
              + " and found "
              + found
              + " at line "
              + parser.currentLocation().getLineNr());
    }
  }

  /**
   * Replaces what was kept.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(HostProfile profile, List<KnownHost> hosts) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path complete = Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly);
    try {
      try (OutputStream out = Files.newOutputStream(complete);
          JsonGenerator generator = json.createGenerator(out)) {
        generate(profile, hosts, generator);
      }
      Files.move(
          complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(complete);
    }
  }

  private static void generate(HostProfile profile, List<KnownHost> hosts, JsonGenerator generator)
      throws IOException {
    generator.useDefaultPrettyPrinter();
    generator.writeStartObject();
    generator.writeArrayFieldStart("identifiers");
    for (Identifier identifier : profile.identifiers()) {
      if (identifier.scope() != Scope.EPOCH && !SourceCatalog.of(identifier.name()).ownCount()) {
        generator.writeStartObject();
        generator.writeStringField("name", identifier.name());
        generator.writeStringField("value", identifier.value());
        generator.writeStringField("scope", identifier.scope().name());
        generator.writeEndObject();
      }
    }
    generator.writeEndArray();
    generator.writeArrayFieldStart("hosts");
    for (KnownHost host : hosts) {
      generator.writeStartObject();
      generator.writeNumberField("firstSeenMillis", host.firstSeenMillis());
      generator.writeNumberField("lastSeenMillis", host.lastSeenMillis());
      generator.writeObjectFieldStart("identifiers");
      for (Map.Entry<String, String> identifier : host.identifiers().entrySet()) {
        generator.writeStringField(identifier.getKey(), identifier.getValue());
      }
      generator.writeEndObject();
      generator.writeEndObject();
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }
}
