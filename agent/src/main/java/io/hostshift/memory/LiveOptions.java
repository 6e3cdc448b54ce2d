package io.hostshift.memory;

import com.sun.management.VMOption;
import io.hostshift.hotspot.ManagedOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Those of the JVM that this is called in, by its diagnostic bean. */
public final class LiveOptions implements VmOptions {
  /** The last is no constant of 8: {@code jcmd VM.set_flag}. */
  private static final List<String> BY_A_PERSON =
      Arrays.asList("VM_CREATION", "ENVIRON_VAR", "CONFIG_FILE", "ATTACH_ON_DEMAND");

  private final ManagedOptions options = new ManagedOptions();

  @Override
  public String value(String name) {
    VMOption option = options.find(name);
    return option == null ? null : option.getValue();
  }

  @Override
  public boolean explicit(String name) {
    VMOption option = options.find(name);
    return option != null && BY_A_PERSON.contains(option.getOrigin().name());
  }

  @Override
  public boolean manageable(String name) {
    VMOption option = options.find(name);
    return option != null && option.isWriteable();
  }

  @Override
  public synchronized void set(String name, String value) throws IOException {
    if (!manageable(name)) {
      throw new IOException("this JVM lets nobody set " + name);
    }
    try {
      options.set(name, value);
    } catch (IllegalArgumentException | SecurityException e) {
      throw new IOException(name + "=" + value + " is refused: " + e.getMessage(), e);
    }
    String now = value(name);
    if (!value.equals(now)) {
      throw new IOException(name + " is " + now + " after " + value + " was set");
    }
  }
}
