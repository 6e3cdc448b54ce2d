package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.instrument.pool.Formula.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private static final Formula P = Formula.PROCESSORS;
  private static final Formula TWICE = Formula.of(Operation.MULTIPLY, P, Formula.constant(2));

  private final Map<String, List<FoundFormula>> code = new HashMap<>();
  private final Explainer explainer = new Explainer(name -> code.getOrDefault(name, List.of()));

  /** Code of this class, in a method of the lines 10 to 19. */
  private void computes(String className, String method, Formula... formulas) {
    for (Formula formula : formulas) {
      FoundFormula found = new FoundFormula(formula, method, 12);
      found.firstLine = 10;
      found.lastLine = 19;
      code.computeIfAbsent(className, any -> new ArrayList<>()).add(found);
    }
  }

  private static StackTraceElement frame(String className, String method, int line) {
    return new StackTraceElement(className, method, null, line);
  }

  private SizeRule explain(int core, int maximum, int processors, StackTraceElement... callers) {
    List<StackTraceElement> frames = new ArrayList<>();
    frames.add(frame("java.util.concurrent.ThreadPoolExecutor", "<init>", 1300));
    frames.addAll(List.of(callers));
    Creation creation =
        new Creation(
            new Object(), core, maximum, processors, frames.toArray(new StackTraceElement[0]));
    return explainer.explain(creation, creation.creator(ThreadPoolExecutor.class), 16);
  }

  @Test
  void shouldBelieveTheFormulaThatGivesTheSize() {
    computes("com.acme.Service", "start", P, TWICE);

    assertThat(explain(8, 8, 4, frame("com.acme.Service", "start", 15))).hasToString("2P");
    assertThat(explain(4, 8, 4, frame("com.acme.Service", "start", 15)))
        .hasToString("core P, maximum 2P");
    assertThat(explain(4, Integer.MAX_VALUE, 4, frame("com.acme.Service", "start", 15)))
        .hasToString("P");
    assertThat(explain(1, 8, 4, frame("com.acme.Service", "start", 15))).hasToString("maximum 2P");
  }

  @Test
  void shouldNotTakeAConstantForARuleBecauseItFits() {
    computes("com.acme.Other", "start", TWICE);

    SizeRule rule = explain(4, 4, 2, frame("com.acme.Service", "start", 15));

    assertThat(rule.explains()).isFalse();
    assertThat(rule.why())
        .isEqualTo("no use of the number of processors was found on the way to it");
  }

  @Test
  void shouldBelieveTheVeryLineFirst() {
    computes("com.acme.Service", "start", P);
    FoundFormula onLine = new FoundFormula(TWICE, "start", 15);
    onLine.firstLine = 10;
    onLine.lastLine = 19;
    code.get("com.acme.Service").add(onLine);

    assertThat(explain(32, 32, 32, frame("com.acme.Service", "start", 15)))
        .as("2P of the 16 at the start, and P of now")
        .hasToString("2P");
    assertThat(explain(32, 32, 32, frame("com.acme.Service", "start", 14))).hasToString("P");
  }

  @Test
  void shouldLookOutwardsForWhoPassedTheNumberOn() {
    computes("com.acme.Main", "main", TWICE);

    SizeRule rule =
        explain(8, 8, 4, frame("com.acme.Pools", "fixed", 3), frame("com.acme.Main", "main", 19));

    assertThat(rule).hasToString("2P");
    assertThat(rule.why()).isEqualTo("computed in main");
  }

  @Test
  void shouldNotLookFurtherThanANumberIsPassedOn() {
    computes("com.acme.Main", "main", TWICE);
    StackTraceElement[] deep = new StackTraceElement[Explainer.CALLERS + 2];
    java.util.Arrays.fill(deep, frame("com.acme.Pools", "fixed", 3));
    deep[deep.length - 1] = frame("com.acme.Main", "main", 15);

    assertThat(explain(8, 8, 4, deep).explains()).isFalse();
  }

  @Test
  void shouldBelieveOnlyTheMethodThatIsRunning() {
    computes("java.util.concurrent.Executors", "newWorkStealingPool", P);
    StackTraceElement creator = frame("com.acme.Service", "start", 15);

    assertThat(
            explain(
                    4,
                    4,
                    4,
                    frame("java.util.concurrent.Executors", "newFixedThreadPool", 89),
                    creator)
                .explains())
        .isFalse();
    assertThat(
            explain(
                    4,
                    4,
                    4,
                    frame("java.util.concurrent.Executors", "newWorkStealingPool", 89),
                    creator)
                .explains())
        .as("another one of that name")
        .isFalse();
    assertThat(
            explain(
                4,
                4,
                4,
                frame("java.util.concurrent.Executors", "newWorkStealingPool", 12),
                creator))
        .hasToString("P");
  }

  @Test
  void shouldLeaveASingleThreadAlone() {
    computes("com.acme.Service", "start", P);

    SizeRule rule =
        explain(
            1,
            1,
            1,
            frame("java.util.concurrent.Executors", "newSingleThreadExecutor", 174),
            frame("com.acme.Service", "start", 15));

    assertThat(rule.explains()).isFalse();
    assertThat(rule.why()).isEqualTo("one thread by design");
  }

  @Test
  void shouldKnowASizeThatWasComputedBeforeTheProcessorsChanged() {
    computes("com.acme.Service", "start", TWICE);

    SizeRule rule = explain(32, 32, 4, frame("com.acme.Service", "start", 15));

    assertThat(rule).hasToString("2P");
    assertThat(rule.processors()).isEqualTo(16);
  }

  @Test
  void shouldTakeAUsualFormulaWhereTheCodeIsNotUnderstoodAndOnlyOneFits() {
    computes("com.acme.Service", "start", Formula.of(Operation.MIN, P, Formula.constant(2)));

    assertThat(explain(9, 9, 4, frame("com.acme.Service", "start", 15))).hasToString("2P+1");
    assertThat(explain(7, 7, 4, frame("com.acme.Service", "start", 15)).explains()).isFalse();
    assertThat(explain(3, 3, 2, frame("com.acme.Service", "start", 15)).explains())
        .as("P+1 or 2P-1")
        .isFalse();
  }

  @Test
  void shouldNameTheCreatorOutsideOfThePoolsOwnConstructors() {
    class AcmePool extends ThreadPoolExecutor {
      AcmePool() {
        super(
            1,
            1,
            1,
            java.util.concurrent.TimeUnit.SECONDS,
            new java.util.concurrent.LinkedBlockingQueue<>());
      }
    }
    StackTraceElement[] frames = {
      frame("java.util.concurrent.ThreadPoolExecutor", "<init>", 1300),
      frame(AcmePool.class.getName(), "<init>", 7),
      frame("com.acme.Service", "start", 15)
    };
    Creation creation = new Creation(new Object(), 1, 1, 1, frames);

    assertThat(creation.creator(AcmePool.class)).isEqualTo(2);
    assertThat(creation.creator(ThreadPoolExecutor.class)).isEqualTo(1);
  }
}
