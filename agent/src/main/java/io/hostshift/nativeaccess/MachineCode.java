package io.hostshift.nativeaccess;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;

/**
 * Instructions that Java has no word for, in one page of their own.
 *
 * <p>The page is written first and made executable afterwards, never both. Code that is not for
 * this processor ends the JVM when it is called: the caller has made sure of {@link Architecture}.
 */
public final class MachineCode implements AutoCloseable {
  private static final int PAGE = 4096;
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int EXECUTE = 4;
  private static final int PRIVATE_ANONYMOUS = 0x22;

  private final Function unmap;
  private Pointer page;
  private final Function code;

  private MachineCode(Function unmap, Pointer page) {
    this.unmap = unmap;
    this.page = page;
    code = Function.getFunction(page);
  }

  /**
   * @param instructions position independent, a function of the platform's C calling convention
   * @throws UnavailableException if JNA cannot be used, or if the system refuses such memory, as
   *     SELinux and seccomp may
   */
  public static MachineCode map(Jna jna, byte[] instructions) throws UnavailableException {
    if (instructions.length > PAGE) {
      throw new IllegalArgumentException(instructions.length + " bytes do not fit");
    }
    Function map = jna.function("mmap");
    Function protect = jna.function("mprotect");
    Function unmap = jna.function("munmap");
    Pointer page =
        map.invokePointer(
            new Object[] {
              null, new NativeLong(PAGE), READ | WRITE, PRIVATE_ANONYMOUS, -1, new NativeLong(0)
            });
    if (page == null || Pointer.nativeValue(page) == -1) {
      throw new UnavailableException("the system gave no memory for machine code");
    }
    page.write(0, instructions, 0, instructions.length);
    if (protect.invokeInt(new Object[] {page, new NativeLong(PAGE), READ | EXECUTE}) != 0) {
      unmap.invokeInt(new Object[] {page, new NativeLong(PAGE)});
      throw new UnavailableException("the system refused to make memory executable");
    }
    return new MachineCode(unmap, page);
  }

  /**
   * Calls it; arrays are copied there and back.
   *
   * @throws IllegalStateException if closed
   */
  public void call(Object... arguments) {
    if (page == null) {
      throw new IllegalStateException("closed");
    }
    code.invokeVoid(arguments);
  }

  @Override
  public void close() {
    if (page != null) {
      unmap.invokeInt(new Object[] {page, new NativeLong(PAGE)});
      page = null;
    }
  }
}
