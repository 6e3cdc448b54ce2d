package io.hostshift.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Files as hypervisors and kernels write them. */
public final class Fixtures {
  private Fixtures() {}

  public static String lparcfg(String serial, String type, int partition) {
    return "lparcfg 1.9\n"
        + ("serial_number=" + serial + "\n")
        + ("system_type=" + type + "\n")
        + ("partition_id=" + partition + "\n")
        + "partition_name=web-1\n"
        + "BoundThrds=1\nCapInc=1\nDisWheRotPer=5120000\nMinEntCap=10\nMinEntCapPerVP=5\n"
        + "partition_max_entitled_capacity=400\n"
        + "system_potential_processors=64\n"
        + "partition_entitled_capacity=150\n"
        + "group=32770\nsystem_active_processors=64\npool=0\ncapped=0\n"
        + ("purr=" + System.nanoTime() + "\n")
        + ("tbr=" + System.nanoTime() + "\n")
        + "partition_active_processors=2\n"
        + "shared_processor_mode=1\n";
  }

  /** Of a machine with z/VM, as its kernel pads it. */
  public static String sysinfo(String sequence, String lpar, String guest) {
    return "Manufacturer:         IBM             \n"
        + "Type:                 8561\n"
        + "Model:                704              T01             \n"
        + ("Sequence Code:        " + sequence + "\n")
        + "Plant:                02  \n"
        + "Model Capacity:       704              00000512\n"
        + "\n"
        + "CPUs Total:           4\n"
        + "\n"
        + "LPAR Number:          7\n"
        + "LPAR Characteristics: Shared \n"
        + ("LPAR Name:            " + lpar + "\n")
        + "LPAR Adjustment:      500\n"
        + "\n"
        + ("VM00 Name:            " + guest + "\n")
        + "VM00 Control Program: z/VM    7.2.0   \n"
        + "VM00 Adjustment:      83\n";
  }

  /** Types 0, 1 and 127; the UUID's first three fields are little-endian. */
  public static byte[] smbios(String serial, int uuidByte) {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    structure(table, 0, new byte[] {1, 2, 0, 0, 3, 0}, "SeaBIOS", "1.16.3", "04/01/2014");
    byte[] system = new byte[23];
    for (int i = 0; i < 4; i++) {
      system[i] = (byte) (i + 1);
    }
    java.util.Arrays.fill(system, 4, 20, (byte) uuidByte);
    structure(table, 1, system, "QEMU", "Standard PC", "pc-q35-9.2", serial);
    structure(table, 127, new byte[0]);
    return table.toByteArray();
  }

  /** A table with OEM strings (type 11) before its end. */
  public static byte[] smbiosWithOem(String... strings) {
    byte[] table = smbios("serial", 0x11);
    ByteArrayOutputStream with = new ByteArrayOutputStream();
    with.write(table, 0, table.length - 6);
    structure(with, 11, new byte[] {(byte) strings.length}, strings);
    structure(with, 127, new byte[0]);
    return with.toByteArray();
  }

  private static void structure(
      ByteArrayOutputStream table, int type, byte[] formatted, String... strings) {
    table.write(type);
    table.write(4 + formatted.length);
    table.write(0);
    table.write(type);
    table.writeBytes(formatted);
    for (String string : strings) {
      table.writeBytes(string.getBytes(UTF_8));
      table.write(0);
    }
    table.write(0);
    if (strings.length == 0) {
      table.write(0);
    }
  }

  public static String metrics(String host) {
    return "<metrics>\n"
        + "<metric type='string' context='host'><name>HostName</name><value>"
        + host
        + "</value></metric>\n"
        + "<metric type='string' context='host'>\n  <name>VirtualizationVendor</name>\n"
        + "  <value>kubevirt.io</value>\n</metric>\n"
        + "<metric type='uint64' context='vm' id='1' uuid='a-b'><name>HostName</name>"
        + "<value>7</value></metric>\n"
        + "<!-- VM metrics not available -->"
        + "</metrics>\n\n";
  }

  public static byte[] metricsDisk(String xml) {
    byte[] content = xml.getBytes(UTF_8);
    return ByteBuffer.allocate(4096)
        .putInt(0x6d766264)
        .putInt(0)
        .putInt(4711)
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** Linux, include/uapi/linux/hyperv.h: a key of 512 bytes and a value of 2048. */
  private static final int KVP_RECORD = 2560;

  public static byte[] kvpPool(String... keysAndValues) {
    byte[] pool = new byte[keysAndValues.length / 2 * KVP_RECORD];
    for (int i = 0; i < keysAndValues.length; i++) {
      byte[] field = keysAndValues[i].getBytes(UTF_8);
      System.arraycopy(field, 0, pool, i / 2 * KVP_RECORD + i % 2 * 512, field.length);
    }
    return pool;
  }

  /**
   * @param generation null for a hypervisor that does not keep it, as QEMU
   */
  public static byte[] vmclock(long marker, Long generation) {
    return ByteBuffer.allocate(4096)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, 0x4b4c4356)
        .putInt(4, 4096)
        .putShort(8, (short) 1)
        .putInt(12, 2)
        .putLong(16, marker)
        .putLong(24, generation == null ? 0 : 0x300)
        .putLong(104, generation == null ? 0 : generation)
        .array();
  }

  public static byte[] auxv(long hwcap) {
    return ByteBuffer.allocate(64)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(33)
        .putLong(0x7fff0000L)
        .putLong(16)
        .putLong(hwcap)
        .array();
  }
}
