package io.hostshift.tune.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Errands;
import io.hostshift.tune.setting.Stated;
import io.hostshift.tune.setting.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatedNumbersTest {
  private static final String ACCEPTED =
      "; accepted is a number such as 2, or thousandths such as 1500m, more than 0 and at most"
          + " 65536; os holds";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> errors = new ArrayList<>();
  private int over;
  private final StatedNumbers numbers =
      new StatedNumbers(environment::get, new Errands(System::nanoTime), () -> this::take);

  private void take(String fault) {
    if (fault.isEmpty()) {
      over++;
    } else {
      errors.add(fault);
    }
  }

  private static Stated processors(String place) {
    return Stated.parse("processors", place, Unit.PROCESSORS);
  }

  private Path cpu() {
    return folder.resolve("cpu");
  }

  private Stated file() {
    return processors("file:" + cpu());
  }

  private void write(String text) throws IOException {
    Files.writeString(cpu(), text);
  }

  @Test
  void shouldTakeTheNumberOfAVariable() {
    environment.put("CPU_REQUEST", "1500m");

    assertThat(numbers.of(processors("env:CPU_REQUEST"))).hasValue(2);
    assertThat(errors).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, '\"0\"'", "'', '\"\"'", "many, '\"many\"'"})
  void shouldSayOnceWhyAVariableIsNotUsed(String value, String shown) {
    environment.put("CPU_REQUEST", value);
    Stated stated = processors("env:CPU_REQUEST");

    for (int i = 0; i < 3; i++) {
      assertThat(numbers.of(stated)).isEmpty();
      assertThat(numbers.step()).isFalse();
    }
    assertThat(errors)
        .containsExactly(
            "processors: env:CPU_REQUEST is " + shown + ", which is not accepted" + ACCEPTED);
  }

  @Test
  void shouldSayThatAVariableIsNotSet() {
    assertThat(numbers.of(processors("env:CPU_REQUEST"))).isEmpty();
    assertThat(errors).containsExactly("processors: env:CPU_REQUEST is not set" + ACCEPTED);
  }

  @Test
  void shouldNotShowAllOfALongText() {
    environment.put("CPU_REQUEST", "x".repeat(1_000));
    numbers.of(processors("env:CPU_REQUEST"));

    assertThat(errors.get(0)).contains("\"" + "x".repeat(40) + "…\"").hasSizeLessThan(250);
  }

  @Test
  void shouldTakeTheNumberOfAFile() throws IOException {
    write("3\n");

    assertThat(numbers.of(file())).hasValue(3);
  }

  @Test
  void shouldSayThatAFileIsNotThere() {
    assertThat(numbers.of(file())).isEmpty();
    assertThat(errors)
        .containsExactly(
            "processors: file:"
                + cpu()
                + " cannot be read ("
                + cpu()
                + " is not there)"
                + ACCEPTED);
  }

  @Test
  void shouldSayOfASettingThatItCountsAsNotNamed() {
    numbers.of(Stated.parse("gc.parallel", "env:GC", Unit.THREADS));

    assertThat(errors.get(0))
        .startsWith("gc.parallel: env:GC is not set")
        .endsWith("; the rule counts as if it did not name it");
  }

  @Test
  void shouldReadAFileAgainAtEachStep() throws IOException {
    Stated stated = file();
    write("3");
    numbers.of(stated);
    assertThat(numbers.step()).isFalse();
    write("1500m");

    assertThat(numbers.step()).isTrue();
    assertThat(numbers.of(stated)).hasValue(2);
    assertThat(numbers.step()).isFalse();
  }

  @Test
  void shouldSayThatANumberCanBeHadAgain() throws IOException {
    Stated stated = file();
    numbers.of(stated);
    assertThat(errors).hasSize(1);
    assertThat(over).isZero();
    write("3");
    numbers.step();

    assertThat(numbers.of(stated)).hasValue(3);
    assertThat(over).isEqualTo(1);
  }

  @Test
  void shouldReadAFileThatWasReplaced() throws IOException {
    Stated stated = file();
    write("3");
    numbers.of(stated);
    Path other = Files.writeString(folder.resolve("new"), "4");
    Files.move(other, cpu(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    numbers.step();

    assertThat(numbers.of(stated)).hasValue(4);
  }

  @Test
  void shouldGoOnToTellOfAChangeUntilItIsAskedFor() throws IOException {
    Stated stated = file();
    write("3");
    numbers.of(stated);
    write("4");

    assertThat(numbers.step()).isTrue();
    assertThat(numbers.step()).isTrue();
  }

  @Test
  void shouldNotTakeAFileThatIsBeingRewrittenForGone() throws IOException {
    Stated stated = file();
    write("3");
    numbers.of(stated);
    write("");
    assertThat(numbers.step()).isFalse();
    write("3");

    assertThat(numbers.step()).isFalse();
    assertThat(numbers.of(stated)).hasValue(3);
    assertThat(errors).isEmpty();
  }

  @Test
  void shouldBelieveTheSecondLookAtAFileThatHasNoNumber() throws IOException {
    Stated stated = file();
    write("3");
    numbers.of(stated);
    Files.delete(cpu());
    numbers.step();

    assertThat(numbers.step()).isTrue();
    assertThat(numbers.of(stated)).isEmpty();
    assertThat(errors).hasSize(1);
  }

  @Test
  void shouldSayAgainWhatHasBeenRightInBetween() throws IOException {
    Stated stated = file();
    write("x");
    numbers.of(stated);
    write("3");
    numbers.step();
    assertThat(numbers.of(stated)).hasValue(3);
    write("x");
    numbers.step();
    numbers.step();

    assertThat(errors).hasSize(2);
  }

  @Test
  void shouldRefuseAFileThatIsNoNumberByItsLength() throws IOException {
    write("1".repeat(1_000));

    assertThat(numbers.of(file())).isEmpty();
    assertThat(errors.get(0)).contains("longer than 256 bytes");
  }
}
