package io.hostshift.source.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.firmware.Dmi;
import io.hostshift.source.firmware.DmiTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudsTest {
  @TempDir Path root;

  private DmiTable table(String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve("sys/class/dmi/id"));
    Files.writeString(folder.resolve(name), text + "\n");
    Dmi dmi = new Dmi(new GuestFiles(root.toFile()));
    dmi.read(null);
    return dmi.table();
  }

  @ParameterizedTest
  @CsvSource({
    "chassis_asset_tag, 7783-7084-3265-9085-8269-3286-77, azure",
    "sys_vendor, Google, gce",
    "product_name, Google Compute Engine, gce",
    "sys_vendor, Amazon EC2, ec2",
    "bios_version, 4.11.amazon, ec2",
    "product_name, OpenStack Nova, openstack",
    "product_name, OpenStack Compute, openstack",
    "chassis_asset_tag, OracleCloud.com, oci",
  })
  void shouldAskTheServiceOfTheCloudThatTheFirmwareNames(String name, String text, String cloud)
      throws IOException {
    assertThat(Clouds.named(table(name, text))).containsExactly(cloud);
  }

  @ParameterizedTest
  @CsvSource({
    "sys_vendor, Microsoft Corporation",
    "sys_vendor, QEMU",
    "chassis_asset_tag, No Asset Tag",
    "product_name, Standard PC",
  })
  void shouldAskNobodyElse(String name, String text) throws IOException {
    assertThat(Clouds.named(table(name, text))).isEmpty();
  }

  @Test
  void shouldKnowVmwareByItsFirmware() throws IOException {
    assertThat(Clouds.vmware(DmiTable.EMPTY)).isFalse();
    assertThat(Clouds.vmware(table("sys_vendor", "VMware, Inc."))).isTrue();
  }
}
