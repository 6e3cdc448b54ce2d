package io.hostshift.it.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A VM as an operator's file names it, and a program that runs in it: it can be told to collect
 * garbage, and ends with its standard input.
 */
public final class MovableVm {
  private static final String PROGRAM =
      """
      public class Idle {
        static long[][] live;
        public static void main(String[] args) throws Exception {
          System.out.println("up");
          for (int c = System.in.read(); c >= 0; c = System.in.read()) {
            if (c == 'f') {
              live = new long[4_000_000][];
              for (int i = 0; i < live.length; i++) {
                live[i] = new long[1];
              }
              System.out.println("filled");
            } else if (c == 'g') {
              java.nio.file.Files.move(
                  java.nio.file.Paths.get(args[0] + ".next"), java.nio.file.Paths.get(args[0]),
                  java.nio.file.StandardCopyOption.REPLACE_EXISTING);
              System.gc();
              System.gc();
              System.out.println("collected");
            }
          }
        }
      }
      """;

  private final Path folder;
  private final String vm;

  /**
   * @param folder an empty one
   * @param vm the VM's name
   */
  public MovableVm(Path folder, String vm) {
    this.folder = folder;
    this.vm = vm;
    move("host-a");
  }

  public Path file() {
    return folder.resolve("vm");
  }

  /** Of the agent, so that it watches this VM and nothing else. */
  public String arguments() {
    return "sources=file+capacity,interval=100ms,settle=500ms,minRetune=0s,file=" + file();
  }

  /** From now on it is on this host. */
  public void move(String host) {
    prepare(host);
    try {
      Files.move(
          next(), file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program moves it there when it is told to collect. */
  public void prepare(String host) {
    try {
      Files.writeString(next(), "host=" + host + "\nvm.name=" + vm + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path next() {
    return folder.resolve("vm.next");
  }

  public Program program() {
    return Program.compile(folder, "Idle", PROGRAM);
  }

  /** Tells the program something by one letter. */
  public static void tell(Process process, char letter) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(letter);
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
