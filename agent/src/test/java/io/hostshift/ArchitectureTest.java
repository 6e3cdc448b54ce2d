package io.hostshift;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.hostshift.docs.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts flow one way: a later stage may know an earlier one, never the reverse. */
class ArchitectureTest {
  private static final String ROOT = "io.hostshift.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.hostshift");

  /** Every package, the earliest first, and all that it knows besides itself. */
  private static final String LAYERS =
      """
      boot:
      base:
      host:
      ergonomics:
      hotspot: base
      memory: base ergonomics hotspot
      pause:
      nativeaccess.logging:
      nativeaccess.dispatch:
      nativeaccess: base nativeaccess.dispatch
      log: base nativeaccess
      attach: base nativeaccess
      instrument: base
      instrument.processor: base instrument
      instrument.pool: base instrument
      source: host
      source.file: base host source
      source.process: base host source source.file
      source.capacity: base host nativeaccess source source.file
      source.processor: base host nativeaccess source source.file
      source.firmware: host source source.file
      source.hypervisor: host source source.file source.processor
      source.device: host source source.file
      source.kernel: base host nativeaccess source source.file
      source.platform: base host source source.file source.firmware
      source.metadata: base host source
      source.published: base host source source.file
      source.catalog: base host nativeaccess source source.capacity source.device source.file \
        source.firmware source.hypervisor source.kernel source.metadata source.process \
        source.processor source.published
      capture: base host source source.catalog source.file source.platform
      watch: base host source source.catalog source.processor
      notice: base host memory source.device source.metadata source.process watch
      tune.setting: base host hotspot
      tune.memory: base host hotspot memory tune.setting
      tune.measurement: tune.setting
      tune.collector: base ergonomics hotspot tune.setting
      tune.processor: base host hotspot instrument.processor source source.capacity source.file \
        source.firmware tune.setting
      tune.pool: base ergonomics hotspot instrument.pool instrument.processor tune.setting
      tune.fixed: ergonomics hotspot source source.capacity tune.setting
      tune.rules: base host tune.setting
      tune.guard: base ergonomics hotspot
      tune: base host hotspot source.capacity source.file tune.collector tune.fixed tune.guard \
        tune.measurement tune.memory tune.pool tune.processor tune.rules tune.setting
      report: base host memory notice source source.catalog tune tune.memory tune.pool \
        tune.setting watch
      report.jmx: base host instrument memory notice report source tune tune.memory tune.pool \
        tune.setting watch
      report.jfr: base host hotspot notice pause report source.capacity tune tune.setting watch
      publish: base host source source.device source.file source.firmware source.hypervisor \
        source.published
      config: base log notice source.catalog source.metadata tune tune.processor tune.rules watch
      answer: base config host memory notice report source source.catalog tune tune.memory \
        tune.pool tune.setting watch
      agent: answer base capture config host log memory nativeaccess notice report report.jfr \
        report.jmx source source.capacity source.catalog source.device source.file \
        source.kernel source.metadata source.platform source.process \
        source.processor tune tune.guard tune.memory tune.pool tune.rules tune.setting watch
      cli: agent attach base config host nativeaccess publish report source source.file \
        source.processor tune.setting watch
      """;

  static Stream<Arguments> layers() {
    return LAYERS
        .replaceAll("\\s*\\\\\\n\\s*", " ")
        .lines()
        .map(
            line -> {
              String[] layer = line.split(":", 2);
              return Arguments.of(
                  layer[0], Stream.of(layer[1].split(" +")).filter(n -> !n.isEmpty()).toList());
            });
  }

  @ParameterizedTest(name = "{0} knows {1}")
  @MethodSource("layers")
  void shouldKnowWhatIsListedAndNothingElse(String stage, List<String> known) {
    assertThat(used(stage)).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void shouldListEveryPackage() {
    assertThat(layers().map(layer -> (String) layer.get()[0]))
        .containsExactlyInAnyOrderElementsOf(packages());
  }

  @Test
  void shouldLetNoPackageKnowALaterOne() {
    List<String> before = new ArrayList<>();
    layers()
        .map(layer -> (String) layer.get()[0])
        .forEach(
            stage -> {
              assertThat(before).as(stage).containsAll(used(stage));
              before.add(stage);
            });
  }

  /** The map for people has the same packages, each with a sentence. */
  @Test
  void shouldBeDescribedInTheDesign() {
    assertThat(Page.named("docs/design.md").firstColumn("Where things are"))
        .containsExactlyInAnyOrderElementsOf(packages());
  }

  private static Set<String> used(String stage) {
    return CLASSES.stream()
        .filter(type -> name(type).equals(stage))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(type -> type.getPackageName().startsWith(ROOT) && !name(type).equals(stage))
        .map(ArchitectureTest::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }

  private static Set<String> packages() {
    return CLASSES.stream()
        .map(ArchitectureTest::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A reader who sees a name knows what is meant; the stand-in's name is given by the JDK. */
  @Test
  void shouldGiveOneSimpleNameToOneThing() {
    Map<String, Long> counts =
        CLASSES.stream()
            .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
            .filter(type -> !name(type).equals("nativeaccess.logging"))
            .collect(Collectors.groupingBy(JavaClass::getSimpleName, Collectors.counting()));

    assertThat(counts).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
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

  /** What writes into the JVM's memory goes past the one who learns of it before. */
  @Test
  void shouldWriteIntoTheJvmsMemoryInOnePlace() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.hostshift.hotspot.MemoryPen")
            .should()
            .callMethodWhere(
                DescribedPredicate.describe(
                    "writes",
                    (JavaMethodCall call) ->
                        call.getTargetOwner().getSimpleName().equals("InternalUnsafe")
                            && call.getName().matches("(put|compareAndSet).*")
                            && !call.getOriginOwner().getSimpleName().equals("InternalUnsafe"))));
  }

  @Test
  void shouldUseJnaInNativeAccessOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.hostshift.nativeaccess..")
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
    rule.check(CLASSES);
  }
}
