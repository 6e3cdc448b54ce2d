package io.hostshift.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.hostshift.base.Errands;
import io.hostshift.capture.RecordedSource;
import io.hostshift.host.HostProfile;
import io.hostshift.host.Hypervisor;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.Source;
import io.hostshift.source.SourceAround;
import io.hostshift.source.Traits;
import io.hostshift.source.VmNaming;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.metadata.MetadataSource;
import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SourceCatalogTest {
  @TempDir Path temp;

  /** All classes of the product that read something; two stand for sources that they are given. */
  static Stream<JavaClass> sources() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.hostshift")
            .stream()
            .filter(type -> type.isAssignableTo(Source.class) && !type.isInterface())
            .filter(type -> !type.isAssignableTo(SourceAround.class))
            .filter(type -> !type.isEquivalentTo(RecordedSource.class));
  }

  @Test
  void shouldGiveNoTwoSourcesOneName() {
    assertThat(SourceCatalog.NAMES).doesNotHaveDuplicates();
  }

  /** Else an identifier could be of two sources, or of none. */
  @Test
  void shouldHaveNamesWithoutADot() {
    assertThat(SourceCatalog.NAMES).allMatch(name -> name.matches("[a-z0-9]+"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void shouldHaveTheTraitsThatEachSourceBrings(JavaClass source) throws Exception {
    assertThat(SourceCatalog.ALL).containsAll(brought(source.reflect()));
  }

  private static List<Traits> brought(Class<?> source) throws Exception {
    if (source == MetadataSource.class) {
      return MetadataSource.ALL;
    }
    Field traits = source.getField("TRAITS");
    assertThat(traits.get(null)).as(source + " has them as a constant").isNotNull();
    return List.of((Traits) traits.get(null));
  }

  @Test
  void shouldHaveNothingThatNoSourceBrings() throws Exception {
    List<Traits> brought = new ArrayList<>();
    for (JavaClass source : sources().toList()) {
      brought.addAll(brought(source.reflect()));
    }

    assertThat(SourceCatalog.ALL).containsExactlyInAnyOrderElementsOf(brought);
  }

  @Test
  void shouldHaveAllLocalSourcesThatAreMade() {
    LocalSources local =
        LocalSources.of(
            new GuestFiles(temp.toFile()),
            null,
            name -> true,
            name -> List.of("vda"),
            new File(temp.toFile(), "ids"),
            null,
            new Errands(System::nanoTime));

    assertThat(local.all())
        .isNotEmpty()
        .allSatisfy(source -> assertThat(SourceCatalog.ALL).contains(source.traits()))
        .allSatisfy(source -> assertThat(source.name()).isEqualTo(source.traits().name()));
  }

  @Test
  void shouldFindTheSourceOfAnIdentifierByTheWholeOfItsFirstPart() {
    assertThat(SourceCatalog.of("file.pci.x").name()).isEqualTo("file");
    assertThat(SourceCatalog.of("pci.accelerators").name()).isEqualTo("pci");
    assertThat(SourceCatalog.of("pcix.accelerators").pinned(Hypervisor.KVM)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "cpuid.brand, KVM, true",
    "cpuid.brand, QEMU, false",
    "cpuid.features, unknown, true",
    "pci.accelerators, KVM, true",
    "pci.accelerators, QEMU, true",
    "devicetree.system-id, PowerVM, false",
    "devicetree.host-serial, QEMU, true",
    "kvp.PhysicalHostName, KVM, false",
    "cpuidx.brand, KVM, false"
  })
  void shouldKnowWhatIsPinnedForTheLifeOfAVm(String name, String hypervisor, boolean pinned) {
    assertThat(SourceCatalog.of(name).pinned(hypervisor)).isEqualTo(pinned);
  }

  @ParameterizedTest
  @CsvSource({
    "file.vm.name, CHOSEN",
    "command.name, CHOSEN",
    "kvp.VirtualMachineId, GIVEN",
    "azure.compute.vmId, GIVEN",
    "later.version, GIVEN",
    "smbios.product_uuid, ROOT_ONLY",
    "dmi.product_uuid, ROOT_ONLY",
    "vmgenid.uevents, NONE",
    "vmclock.vm_generation_counter, NONE"
  })
  void shouldKnowHowWellASourceNamesTheVm(String name, VmNaming naming) {
    assertThat(SourceCatalog.of(name).vmNaming()).isEqualTo(naming);
  }

  @Test
  void shouldKnowWhatCountsByItself() {
    assertThat(SourceCatalog.ALL.stream().filter(Traits::ownCount).map(Traits::name))
        .containsExactly("announce", "vmgenid");
  }

  @Test
  void shouldTellAMoveByTheMarkerOnlyBesideAGenerationCounter() {
    HostProfile with =
        HostProfile.EMPTY.with(List.of(new Identifier(VmClock.GENERATION, "1", Scope.VM)), null, 0);

    assertThat(SourceCatalog.of(VmClock.MARKER).tellsMigration(VmClock.MARKER, with)).isTrue();
    assertThat(SourceCatalog.of(VmClock.MARKER).tellsMigration(VmClock.MARKER, HostProfile.EMPTY))
        .isFalse();
    assertThat(SourceCatalog.of(VmClock.MARKER).tellsMigration(VmClock.GENERATION, with)).isFalse();
  }
}
