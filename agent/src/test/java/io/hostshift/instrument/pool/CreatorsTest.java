package io.hostshift.instrument.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class CreatorsTest {
  private final Map<String, Set<String>> returned = new HashMap<>();
  private final Creators creators =
      new Creators(
          frame ->
              returned.getOrDefault(frame.getClassName() + "." + frame.getMethodName(), Set.of()));

  private String creator(String... methods) {
    StackTraceElement[] frames = new StackTraceElement[methods.length];
    for (int i = 0; i < methods.length; i++) {
      int dot = methods[i].lastIndexOf('.');
      frames[i] =
          new StackTraceElement(
              methods[i].substring(0, dot), methods[i].substring(dot + 1), null, 10 + i);
    }
    Creation creation = new Creation(new Object(), 4, 4, 4, frames);
    return frames[creators.of(creation, 0, ThreadPoolExecutor.class)].getClassName();
  }

  @Test
  void shouldNameWhoCallsTheUtility() {
    returned.put("com.acme.util.Pools.fixed", Set.of("java.util.concurrent.ExecutorService"));

    assertThat(
            creator(
                "com.acme.util.Pools.fixed",
                "com.acme.util.Pools.start",
                "java.util.ArrayList.forEach",
                "com.acme.search.Index.open"))
        .isEqualTo("com.acme.search.Index");
  }

  @Test
  void shouldGoThroughOneUtilityAfterTheOther() {
    returned.put("a.Pools.fixed", Set.of("java.util.concurrent.ThreadPoolExecutor"));
    returned.put("b.Executors.create", Set.of("java.util.concurrent.Executor"));

    assertThat(creator("a.Pools.fixed", "b.Executors.create", "c.Service.start"))
        .isEqualTo("c.Service");
  }

  @Test
  void shouldNameWhoKeepsThePoolForItself() {
    returned.put("com.acme.Database.open", Set.of("com.acme.Database"));

    assertThat(creator("com.acme.Database.open", "com.acme.main.Main.main"))
        .isEqualTo("com.acme.Database");
  }

  @Test
  void shouldNameTheUtilityWhereNobodyOfAnotherPackageCallsIt() {
    returned.put("com.acme.Pools.fixed", Set.of("java.util.concurrent.ExecutorService"));

    assertThat(creator("com.acme.Pools.fixed", "com.acme.Main.main", "java.lang.Thread.run"))
        .isEqualTo("com.acme.Pools");
  }

  @Test
  void shouldReadWhatAMethodReturns() throws Exception {
    LoadedCode code =
        new LoadedCode(
            (java.lang.instrument.Instrumentation)
                java.lang.reflect.Proxy.newProxyInstance(
                    CreatorsTest.class.getClassLoader(),
                    new Class<?>[] {java.lang.instrument.Instrumentation.class},
                    (proxy, method, arguments) -> new Class<?>[] {CreatorsTest.class}));
    StackTraceElement frame = new StackTraceElement(CreatorsTest.class.getName(), "pool", null, -1);

    assertThat(code.returned(frame)).containsExactly("java.util.concurrent.ThreadPoolExecutor");
  }

  static ThreadPoolExecutor pool() {
    return null;
  }
}
