package io.hostshift.instrument.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the rule by which a pool was sized: a formula in the code of its creators that gives its
 * size with the processors of that time.
 *
 * <p>The code of the methods on the creating stack is read, from the pool outwards to {@link
 * #CALLERS} frames beyond its creator: a size is computed in one of them, or taken there from a
 * field or a method, before it is passed on as a number. A size alone proves nothing: 4 is 2P on
 * two processors, and a number that people like.
 */
final class Explainer {
  /**
   * Frames beyond the creator in which a size is looked for, before it is passed on as a number.
   */
  static final int CALLERS = 8;

  /** With fewer processors, several of the usual formulas give the same number. */
  private static final int TELLING = 4;

  private static final Formula[] USUAL = usual();

  /** The code of classes. */
  interface Code {
    /** What the methods of a class use that comes from the number of processors. */
    List<FoundFormula> formulas(String className);
  }

  private final Code code;

  Explainer(Code code) {
    this.code = code;
  }

  private static Formula[] usual() {
    Formula p = Formula.PROCESSORS;
    Formula one = Formula.constant(1);
    Formula two = Formula.constant(2);
    Formula twice = Formula.of(Formula.Operation.MULTIPLY, p, two);
    return new Formula[] {
      p,
      Formula.of(Formula.Operation.ADD, p, one),
      Formula.of(Formula.Operation.SUBTRACT, p, one),
      twice,
      Formula.of(Formula.Operation.ADD, twice, one),
      Formula.of(Formula.Operation.DIVIDE, p, two)
    };
  }

  /**
   * @param creator index of the frame that created the pool
   * @param earlier processors that the JVM reported at its start, by which a constant of the
   *     application may have been computed
   */
  SizeRule explain(Creation creation, int creator, int earlier) {
    return explain(creation, creator, creator, earlier);
  }

  /**
   * The same of one that a utility has constructed.
   *
   * @param constructor index of the utility's frame; that of the creator if there is none
   */
  SizeRule explain(Creation creation, int constructor, int creator, int earlier) {
    if (oneByDesign(creation)) {
      return SizeRule.unexplained("one thread by design");
    }
    List<FoundFormula> candidates = candidates(creation, creator);
    if (candidates.isEmpty()) {
      return SizeRule.unexplained("no use of the number of processors was found on the way to it");
    }
    List<FoundFormula> onLine = new ArrayList<>(candidates);
    onLine.removeIf(found -> !onLineOf(creation, found));
    for (List<FoundFormula> believed : Arrays.asList(onLine, candidates)) {
      for (int processors : new int[] {creation.processors, earlier}) {
        SizeRule rule = byCode(creation, believed, processors);
        if (rule != null) {
          return rule;
        }
      }
    }
    return byUsage(creation, constructor, creator);
  }

  private static boolean onLineOf(Creation creation, FoundFormula found) {
    for (StackTraceElement frame : creation.frames) {
      if (found.line > 0 && found.line == frame.getLineNumber() && found.inMethodOf(frame)) {
        return true;
      }
    }
    return false;
  }

  private static boolean oneByDesign(Creation creation) {
    for (StackTraceElement frame : creation.frames) {
      if (frame.getClassName().equals("java.util.concurrent.Executors")
          && frame.getMethodName().startsWith("newSingleThread")) {
        return true;
      }
    }
    return false;
  }

  /** The nearest first; one on the very line is believed before all. */
  private List<FoundFormula> candidates(Creation creation, int creator) {
    List<FoundFormula> candidates = new ArrayList<>();
    for (int i = 0; i < creation.frames.length && i <= creator + CALLERS; i++) {
      candidates.addAll(inMethod(creation.frames[i]));
    }
    return candidates;
  }

  private List<FoundFormula> inMethod(StackTraceElement frame) {
    List<FoundFormula> used = new ArrayList<>(code.formulas(frame.getClassName()));
    used.removeIf(found -> !found.inMethodOf(frame));
    return used;
  }

  static boolean ofTheJdk(String className) {
    return className.startsWith("java.")
        || className.startsWith("javax.")
        || className.startsWith("jdk.")
        || className.startsWith("sun.")
        || className.startsWith("com.sun.");
  }

  private static SizeRule byCode(Creation creation, List<FoundFormula> candidates, int processors) {
    FoundFormula core = first(candidates, creation.core, processors);
    FoundFormula maximum =
        creation.maximum >= SeenPool.UNBOUNDED
            ? null
            : first(candidates, creation.maximum, processors);
    if (core == null && maximum == null) {
      return null;
    }
    FoundFormula told = core == null ? maximum : core;
    return SizeRule.explained(
        formula(core), formula(maximum), processors, "computed in " + told.method);
  }

  private static Formula formula(FoundFormula found) {
    return found == null ? null : found.formula;
  }

  private static FoundFormula first(List<FoundFormula> candidates, int size, int processors) {
    for (FoundFormula candidate : candidates) {
      if (size > 0 && candidate.formula.gives(size, processors)) {
        return candidate;
      }
    }
    return null;
  }

  /** The creator asks, but computes in a way that is not understood: a usual formula may fit. */
  private SizeRule byUsage(Creation creation, int constructor, int creator) {
    String doubtful =
        "nothing that its creators were found to compute from the processors gives this size";
    if (creation.processors < TELLING
        || (inMethod(creation.frames[constructor]).isEmpty()
            && inMethod(creation.frames[creator]).isEmpty())
        || (creation.maximum != creation.core && creation.maximum < SeenPool.UNBOUNDED)) {
      return SizeRule.unexplained(doubtful);
    }
    for (Formula formula : USUAL) {
      if (formula.gives(creation.core, creation.processors)) {
        Formula maximum = creation.maximum == creation.core ? formula : null;
        return SizeRule.explained(
            formula, maximum, creation.processors, "its creator uses the number of processors");
      }
    }
    return SizeRule.unexplained(doubtful);
  }
}
