package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.ClassFiles;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FormulaReaderTest {
  private static byte[] file(String className) {
    try {
      return ClassFiles.of(FormulaReaderTest.class.getClassLoader(), className);
    } catch (UnavailableException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Formula> known(String internalName) {
    try {
      return FormulaReader.read(file(internalName.replace('/', '.'))).known;
    } catch (UnavailableException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> formulas(Class<?> type, String method) throws Exception {
    return FormulaReader.read(file(type.getName()), FormulaReaderTest::known).used.stream()
        .filter(found -> found.method.equals(method))
        .map(found -> found.formula.toString())
        .toList();
  }

  static class Direct {
    static int reported() {
      return Runtime.getRuntime().availableProcessors();
    }

    ExecutorService inAnArgument() {
      return Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors() + 1);
    }

    ExecutorService inALocalVariable() {
      int processors = Runtime.getRuntime().availableProcessors();
      return Executors.newFixedThreadPool(Math.max(4, processors - 1));
    }

    ExecutorService byAMethod() {
      return Executors.newFixedThreadPool(reported() / 2);
    }

    ExecutorService byTheBean() {
      return new ForkJoinPool(
          ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors() << 1);
    }

    ExecutorService bounded() {
      return new ForkJoinPool(
          Math.min(0x7fff, Math.min(16, Runtime.getRuntime().availableProcessors() * 4)));
    }

    ExecutorService byFloatingPoint() {
      return new ForkJoinPool((int) (Runtime.getRuntime().availableProcessors() * 0.75));
    }

    int endless() {
      int n = Runtime.getRuntime().availableProcessors();
      n += n;
      n += n;
      n += n;
      n += n;
      n += n;
      n += n;
      n += n;
      n += n;
      return n;
    }
  }

  static class Constants {
    static final int TWICE = Runtime.getRuntime().availableProcessors() * 2;
    private static final int ONE_MORE = TWICE + 1;

    ExecutorService pool() {
      return Executors.newFixedThreadPool(ONE_MORE + 1);
    }
  }

  static class Other {
    private int fromAField = Constants.TWICE;

    ExecutorService byAField() {
      return Executors.newFixedThreadPool(Constants.TWICE * 2);
    }

    ExecutorService byAMethod() {
      return Executors.newFixedThreadPool(Direct.reported());
    }
  }

  static class Count {
    private final AtomicInteger count = new AtomicInteger(8);

    static Count getAvailableProcessors() {
      return new Count();
    }

    int get() {
      return count.get();
    }
  }

  static class ByAnObject {
    ExecutorService pool() {
      return Executors.newFixedThreadPool(2 * Count.getAvailableProcessors().get());
    }

    ExecutorService byAnother() {
      return Executors.newFixedThreadPool(new AtomicInteger(4).get());
    }
  }

  static class Unrelated {
    ExecutorService pool() {
      return Executors.newFixedThreadPool(4);
    }
  }

  @Test
  void shouldReadWhatIsPassedOn() throws Exception {
    assertThat(formulas(Direct.class, "inAnArgument")).containsExactly("2P+1");
    assertThat(formulas(Direct.class, "byTheBean")).containsExactly("2P");
    assertThat(formulas(Direct.class, "bounded")).containsExactly("min(16, 4P)");
  }

  @Test
  void shouldFollowVariablesMethodsAndConstants() throws Exception {
    assertThat(formulas(Direct.class, "inALocalVariable")).containsExactly("P", "max(4, P-1)");
    assertThat(formulas(Direct.class, "byAMethod")).containsExactly("P/2");
    assertThat(formulas(Constants.class, "<clinit>")).containsExactly("2P", "2P+1");
    assertThat(formulas(Constants.class, "pool")).containsExactly("2P+1+1");
  }

  @Test
  void shouldFollowFieldsAndMethodsOfOtherClasses() throws Exception {
    assertThat(formulas(Other.class, "byAField")).containsExactly("4P");
    assertThat(formulas(Other.class, "byAMethod")).containsExactly("P");
    assertThat(formulas(Other.class, "<init>")).containsExactly("2P");
  }

  @Test
  void shouldFollowAnObjectThatHasTheNumber() throws Exception {
    assertThat(formulas(ByAnObject.class, "pool")).containsExactly("2P");
    assertThat(formulas(ByAnObject.class, "byAnother")).isEmpty();
  }

  @Test
  void shouldFindTheProcessorsThemselvesWhereItDoesNotUnderstand() throws Exception {
    assertThat(formulas(Direct.class, "byFloatingPoint")).containsExactly("P");
  }

  @Test
  void shouldNotGrowWithoutEnd() throws Exception {
    assertThat(formulas(Direct.class, "endless")).allMatch(formula -> formula.length() < 200);
  }

  @Test
  void shouldFindNothingInAClassThatDoesNotAsk() throws Exception {
    assertThat(formulas(Unrelated.class, "pool")).isEmpty();
  }

  @Test
  void shouldReadTheJdksOwnPools() throws Exception {
    assertThat(formulas(Executors.class, "newWorkStealingPool")).containsExactly("P");
    assertThat(formulas(Executors.class, "newFixedThreadPool")).isEmpty();
    assertThat(formulas(ForkJoinPool.class, "<init>")).contains("P");
  }
}
