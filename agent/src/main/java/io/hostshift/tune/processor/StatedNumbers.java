package io.hostshift.tune.processor;

import io.hostshift.base.Errand;
import io.hostshift.base.Errands;
import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.tune.setting.Stated;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Numbers that stand in environment variables and files, as rules name them. Those that a host's
 * rule has asked for are read again at each poll; a variable stays as it was when the JVM started.
 */
public final class StatedNumbers {
  private static final int MOST_BYTES = 256;
  private static final int MOST_SHOWN = 40;

  /** Of this machine, whatever root the guest is read below. */
  private static final GuestFiles FILES = new GuestFiles(new File("/"));

  private final UnaryOperator<String> environment;
  private final Errands errands;
  private final Supplier<Consumer<String>> errors;
  private final Map<Stated, Number> asked = new HashMap<>();
  private final List<Number> files = new ArrayList<>();

  /**
   * @param environment has a variable's value; null where it is not set
   * @param errors what gets a line as one number cannot be had, and an empty one once it can
   */
  public StatedNumbers(
      UnaryOperator<String> environment, Errands errands, Supplier<Consumer<String>> errors) {
    this.environment = environment;
    this.errands = errands;
    this.errors = errors;
  }

  /** One step, at each poll: whether one has another value than it was last asked for. */
  boolean step() {
    boolean changed = false;
    for (int i = 0; i < files.size(); i++) {
      changed |= files.get(i).step();
    }
    return changed;
  }

  /** See {@link io.hostshift.tune.setting.Supply#stated}. */
  public OptionalLong of(Stated stated) {
    Number number = asked.get(stated);
    if (number == null) {
      number = new Number(stated);
      asked.put(stated, number);
      if (stated.isFile()) {
        files.add(number);
      }
      number.take(true);
    }
    return number.ask();
  }

  /** One of them. */
  private final class Number {
    private final Stated stated;
    private final GuestFile file;
    private final Errand<Boolean> look;
    private boolean looked;
    private final Consumer<String> faults = errors.get();
    private OptionalLong now = OptionalLong.empty();
    private OptionalLong answered = OptionalLong.empty();
    private String said = "";
    private boolean doubted;

    Number(Stated stated) {
      this.stated = stated;
      this.file =
          stated.isFile()
              ? FILES.file(new File(stated.name()).getAbsolutePath(), MOST_BYTES)
              : null;
      this.look =
          file == null
              ? null
              : errands.of("hostshift-number", "the file " + file.path(), file::refresh);
      if (file != null) {
        looked = look.ask() != null;
      }
    }

    boolean step() {
      Boolean changed = look.ask();
      if (changed != null && (changed || doubted || !looked)) {
        looked = true;
        take(doubted);
      }
      return !now.equals(answered);
    }

    OptionalLong ask() {
      answered = now;
      return now;
    }

    /**
     * @param sure whether a number that cannot be had is believed: once it was there, it may only
     *     be that its file is being rewritten
     */
    void take(boolean sure) {
      String text = text();
      OptionalLong found = text == null ? OptionalLong.empty() : stated.number(text);
      doubted = !found.isPresent() && !sure;
      if (doubted) {
        return;
      }
      now = found;
      String fault = found.isPresent() ? "" : fault(text);
      if (!fault.equals(said)) {
        faults.accept(fault);
      }
      said = fault;
    }

    /** Null where there is none. */
    private String text() {
      if (file == null) {
        String value = environment.apply(stated.name());
        return value == null ? null : value.trim();
      }
      return looked && file.readable() ? file.text() : null;
    }

    private String fault(String text) {
      String what =
          text == null
              ? (file == null ? " is not set" : " cannot be read (" + reason() + ")")
              : " is \"" + shown(text) + "\", which is not accepted";
      return stated
          + what
          + "; accepted is "
          + stated.accepted()
          + "; "
          + (stated.key().equals(ProcessorCount.TYPE.name())
              ? "os holds"
              : "the rule counts as if it did not name it");
    }

    private String reason() {
      return looked ? file.reason() : "it does not answer, its file system hangs";
    }

    private String shown(String text) {
      return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }
  }
}
