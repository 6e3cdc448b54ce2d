package io.hostshift.publish;

import io.hostshift.base.Ownership;
import io.hostshift.host.KeyedDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret of root's, kept in a file from one start to the next: with another one each digest would
 * be another too. UUIDs are guessed from lists, and so a digest without a secret tells them.
 */
public final class Secret {
  private static final int BYTES = 32;
  private static final int KEY_DIGITS = 8;
  private static final int DIGEST_DIGITS = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;
  private final String key;

  private Secret(byte[] secret) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Each Java platform must have it.
    }
    key = hex("key", KEY_DIGITS);
  }

  /**
   * The one that is kept in this file, or a new one that is from now on.
   *
   * @throws IOException if it cannot be kept, or others may have read or written it
   */
  public static Secret in(Path file) throws IOException {
    try {
      Ownership found = Ownership.of(file);
      if (!found.isRegular() || !found.isAloneOf(Ownership.self())) {
        throw new IOException(file + " is not this user's alone (mode " + found.mode() + ")");
      }
    } catch (NoSuchFileException e) {
      keep(file);
    }
    byte[] secret = Files.readAllBytes(file);
    if (secret.length != BYTES) {
      throw new IOException(file + " is no secret: it has not " + BYTES + " bytes");
    }
    return new Secret(secret);
  }

  /** Complete or not at all, whatever ends this process meanwhile. */
  private static void keep(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder, mode("rwx------"));
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path complete = folder.resolve("." + file.getFileName() + ".new");
    Files.deleteIfExists(complete);
    EnumSet<StandardOpenOption> fresh =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (ByteChannel out = Files.newByteChannel(complete, fresh, mode("rw-------"))) {
      out.write(ByteBuffer.wrap(secret));
    }
    Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static FileAttribute<?> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  /** Of a value under its name, so that two that are equal do not tell that they are. */
  String digest(String name, String value) {
    return KeyedDigest.of(key, hex(name + '\0' + value, DIGEST_DIGITS));
  }

  private String hex(String text, int digits) {
    StringBuilder hex = new StringBuilder(2 * BYTES);
    for (byte each : mac.doFinal(text.getBytes(StandardCharsets.UTF_8))) {
      hex.append(String.format("%02x", each));
    }
    return hex.substring(0, digits);
  }
}
