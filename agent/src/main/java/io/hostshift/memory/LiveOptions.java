package io.hostshift.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/** Those of the JVM that this is called in, by its diagnostic bean. */
public final class LiveOptions implements VmOptions {
  /** The last is no constant of 8: {@code jcmd VM.set_flag}. */
  private static final List<String> BY_A_PERSON =
      Arrays.asList("VM_CREATION", "ENVIRON_VAR", "CONFIG_FILE", "ATTACH_ON_DEMAND");

  /** Null where there is none, as in an image without jdk.management. */
  private HotSpotDiagnosticMXBean bean;

  private boolean looked;

  private VMOption option(String name) {
    if (!looked) {
      looked = true;
      bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    }
    try {
      return bean == null ? null : bean.getVMOption(name);
    } catch (IllegalArgumentException e) {
      // This JVM, or its collector, has no such option.
      return null;
    }
  }

  @Override
  public synchronized String value(String name) {
    VMOption option = option(name);
    return option == null ? null : option.getValue();
  }

  @Override
  public synchronized boolean explicit(String name) {
    VMOption option = option(name);
    return option != null && BY_A_PERSON.contains(option.getOrigin().name());
  }

  @Override
  public synchronized boolean manageable(String name) {
    VMOption option = option(name);
    return option != null && option.isWriteable();
  }

  @Override
  public synchronized void set(String name, String value) throws IOException {
    if (!manageable(name)) {
      throw new IOException("this JVM lets nobody set " + name);
    }
    try {
      bean.setVMOption(name, value);
    } catch (IllegalArgumentException | SecurityException e) {
      throw new IOException(name + "=" + value + " is refused: " + e.getMessage(), e);
    }
    String now = value(name);
    if (!value.equals(now)) {
      throw new IOException(name + " is " + now + " after " + value + " was set");
    }
  }
}
