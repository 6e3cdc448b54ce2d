package io.hostshift.instrument.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.ClassFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedInTest {
  @ParameterizedTest
  @ValueSource(classes = {ForkJoinPool.class, Asking.class, Runtime.class})
  void shouldFindAClassThatNamesTheMethod(Class<?> type) throws Exception {
    assertThat(NamedIn.classFile(classFile(type))).isTrue();
  }

  @Test
  void shouldFindTheBeanThatAsksTheJvm() throws Exception {
    assertThat(NamedIn.classFile(classFile("sun.management.BaseOperatingSystemImpl"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(classes = {Object.class, Math.class, String.class, StaleConstants.class})
  void shouldNotFindAClassThatDoesNot(Class<?> type) throws Exception {
    assertThat(NamedIn.classFile(classFile(type))).isFalse();
  }

  @Test
  void shouldNotFindAClassThatOnlyAsksTheBean() throws Exception {
    assertThat(NamedIn.classFile(classFile(AskingTheBean.class))).isFalse();
  }

  @Test
  void shouldTakeWhatIsNoClassFileForOneThatDoesNot() throws Exception {
    byte[] whole = classFile(ForkJoinPool.class);
    for (int length = 0; length < 64; length++) {
      assertThat(NamedIn.classFile(Arrays.copyOf(whole, length))).isFalse();
    }
    assertThat(NamedIn.classFile("availableProcessors".getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  private static final class AskingTheBean {
    static int ask(java.lang.management.OperatingSystemMXBean bean) {
      return bean.getAvailableProcessors();
    }
  }

  private static byte[] classFile(Class<?> type) throws UnavailableException {
    return ClassFiles.of(type.getClassLoader(), type.getName());
  }

  private static byte[] classFile(String name) throws UnavailableException {
    return ClassFiles.of(null, name);
  }
}
