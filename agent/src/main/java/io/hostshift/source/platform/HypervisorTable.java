package io.hostshift.source.platform;

import io.hostshift.host.Hypervisor;
import io.hostshift.source.MalformedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognises the kind of hypervisor by what it shows, with the table {@code hypervisors.tsv}, whose
 * order survives what hypervisors are known to lie about.
 *
 * <p>No match is {@link #UNKNOWN}, and no proof that the machine is a physical one. After systemd's
 * src/basic/virt.c, virt-what and facter.
 */
public final class HypervisorTable {
  public static final String UNKNOWN = Hypervisor.UNKNOWN;

  private static final String RESOURCE = "hypervisors.tsv";

  private final List<HypervisorRow> rows;

  private HypervisorTable(List<HypervisorRow> rows) {
    this.rows = rows;
  }

  /** A short name such as KVM, QEMU, Xen, VMware, Hyper-V, Azure, GCE, EC2, PowerVM or z/VM. */
  public static String recognise(HypervisorFacts facts) {
    return read().first(facts);
  }

  static HypervisorTable read() {
    try (InputStream in = HypervisorTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from this jar");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      List<HypervisorRow> rows = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          rows.add(HypervisorRow.parse(line));
        }
      }
      return new HypervisorTable(rows);
    } catch (IOException | MalformedException e) {
      throw new IllegalStateException(RESOURCE + " of this jar cannot be read", e);
    }
  }

  List<HypervisorRow> rows() {
    return rows;
  }

  private String first(HypervisorFacts facts) {
    for (HypervisorRow row : rows) {
      if (row.fits(facts)) {
        return row.name();
      }
    }
    return UNKNOWN;
  }
}
