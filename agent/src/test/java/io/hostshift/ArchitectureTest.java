package io.hostshift;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts flow one way: a later stage may know an earlier one, never the reverse. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.hostshift");

  /** Only agent and cli, which are not listed, know everybody. */
  @ParameterizedTest(name = "{0} knows {1}")
  @CsvSource({
    "boot, ''",
    "host, ''",
    "ergonomics, ''",
    "hotspot, ''",
    "nativeaccess, ''",
    "instrument, ''",
    "attach, nativeaccess",
    "source, host nativeaccess",
    "notice, host source nativeaccess",
    "watch, host source",
    "tune, host ergonomics hotspot instrument",
    "pause, ''",
    "report, host source notice watch tune pause",
  })
  void shouldKnowEarlierStagesOnly(String stage, String known) {
    String[] allowed =
        Stream.concat(Stream.of(stage), Arrays.stream(known.split(" ")).filter(k -> !k.isEmpty()))
            .map(name -> "io.hostshift." + name + "..")
            .toArray(String[]::new);

    check(
        noClasses()
            .that()
            .resideInAPackage("io.hostshift." + stage + "..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.hostshift..").and(not(resideInAnyPackage(allowed)))));
  }

  @Test
  void shouldNotDependOnLibrariesInBoot() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.hostshift.boot..")
            .should()
            .dependOnClassesThat(not(resideInAnyPackage("java..", "io.hostshift.boot.."))));
  }

  @Test
  void shouldUseJnaInNativeAccessAndNoticesOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.hostshift.nativeaccess..", "io.hostshift.notice..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna.."));
  }

  @Test
  void shouldEndTheJvmInTheCommandLineOnly() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.hostshift.boot.Main")
            .should()
            .callMethod(System.class, "exit", int.class));
  }

  @Test
  void shouldWriteToStandardOutputInTheCommandLineOnly() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.hostshift.boot.Main")
            .and()
            .resideOutsideOfPackage("io.hostshift.cli..")
            .should()
            .accessField(System.class, "out"));
  }

  @Test
  void shouldNotListen() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.(SSL)?ServerSocket(Channel)?"));
  }

  private static void check(ArchRule rule) {
    assertThat(CLASSES.size()).isPositive();
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
