package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class LoadedCodeTest {
  /** What the JVM says of its classes. */
  private static Instrumentation answering(Class<?>[] classes) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            LoadedCodeTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) ->
                method.getName().equals("getAllLoadedClasses") ? classes : null);
  }

  static final class Asks {
    static int twice() {
      return Runtime.getRuntime().availableProcessors() * 2;
    }
  }

  @Test
  void shouldReadAClassThatIsLoaded() {
    LoadedCode code = new LoadedCode(answering(new Class<?>[] {Asks.class}));
    assertThat(code.formulas(Asks.class.getName())).isNotEmpty();
  }

  @Test
  void shouldFindNothingOnceTheJvmEndsAndTellsNoClasses() {
    LoadedCode code = new LoadedCode(answering(null));
    assertThat(code.formulas("com.acme.Application")).isEmpty();
  }
}
