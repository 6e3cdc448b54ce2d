package io.hostshift.source.process;

import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code vmware-toolbox-cmd stat} prints. Each parser throws what completes "PROGRAM …". */
final class VmwareText {
  private static final Pattern SPEED = Pattern.compile("(\\d{1,9}) MHz");
  private static final int MOST_CHARACTERS = 200;

  private VmwareText() {}

  /** {@code 0x} and up to 16 hexadecimal digits. */
  static Identifier session(byte[] printed) throws IOException {
    String text = text(printed);
    if (!text.matches("0x[0-9a-fA-F]{1,16}")) {
      throw new IOException("printed no session id");
    }
    return new Identifier(VmwareTools.NAME + ".sessionid", text, Scope.EPOCH);
  }

  /** The speed of the host's processors, in MHz. */
  static Identifier speed(byte[] printed) throws IOException {
    Matcher speed = SPEED.matcher(text(printed));
    if (!speed.matches()) {
      throw new IOException("printed no speed");
    }
    return new Identifier(VmwareTools.NAME + ".speed", speed.group(1), Scope.MODEL);
  }

  /** Lines of {@code name = value}; of interest are the host's version and the VM's UUID. */
  static List<Identifier> rawSession(byte[] printed) throws IOException {
    List<Identifier> found = new ArrayList<>();
    for (String line : new String(printed, StandardCharsets.UTF_8).split("\n")) {
      int equals = line.indexOf('=');
      String name = equals < 0 ? "" : line.substring(0, equals).trim();
      String value = line.substring(equals + 1).trim();
      boolean usable =
          !value.isEmpty()
              && value.length() <= MOST_CHARACTERS
              && value.chars().noneMatch(Character::isISOControl);
      if (usable && name.equals("version")) {
        found.add(new Identifier(VmwareTools.NAME + ".version", value, Scope.MODEL));
      } else if (usable && name.equals("uuid.bios")) {
        found.add(new Identifier(VmwareTools.NAME + ".uuid.bios", value, Scope.VM));
      }
    }
    if (found.isEmpty()) {
      throw new IOException("printed no version");
    }
    return found;
  }

  private static String text(byte[] printed) {
    return new String(printed, StandardCharsets.UTF_8).trim();
  }
}
