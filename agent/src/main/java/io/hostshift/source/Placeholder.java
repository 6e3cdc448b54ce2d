package io.hostshift.source;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values that stand where nobody has set one, so that they name neither a VM nor a host: zeros and
 * ones, as the standard for firmware's tables has them for "not set" and "not present" (DMTF
 * DSP0134, 7.2.1), and what vendors leave in theirs.
 */
public final class Placeholder {
  /** A short number is one that was set, such as that of a partition. */
  private static final Pattern ZEROS = Pattern.compile("(ibm,|0x)?0{4,}");

  private static final Pattern ONES = Pattern.compile("(0x)?(f{8,}|(fe){8,})");
  private static final Pattern FILLERS = Pattern.compile("x{3,}|\\*+|\\?+|#+");
  private static final Pattern COUNTED =
      Pattern.compile("0?1234567890?|0?12345678|(0?1234567890?){2}|asset1234567890");

  private static final Set<String> WORDS =
      new HashSet<>(
          Arrays.asList(
              "notspecified",
              "notsettable",
              "notset",
              "notpresent",
              "notavailable",
              "notapplicable",
              "notprovided",
              "notdefined",
              "notsupported",
              "none",
              "null",
              "nil",
              "unknown",
              "undefined",
              "unspecified",
              "uninitialized",
              "invalid",
              "empty",
              "emptystring",
              "unset",
              "noneprovided",
              "default",
              "defaultstring",
              "tobefilled",
              "tobefilledbyoem",
              "tobefilledbyoembymorestring",
              "tobesetbyoem",
              "fillbyoem",
              "filledbyoem",
              "tbd",
              "tbdbyoem",
              "oem",
              "oemserial",
              "denied",
              "permissiondenied",
              "outofspec",
              "badindex",
              "serial",
              "serialnumber",
              "productserial",
              "productserialnumber",
              "boardserialnumber",
              "mbserialnumber",
              "sku",
              "systemsku",
              "systemskunumber",
              "systemserialnumber",
              "baseboardserialnumber",
              "chassisserialnumber",
              "systemmanufacturer",
              "systemproductname",
              "systemversion",
              "systemuuid",
              "assettag",
              "noassettag",
              "noenclosure",
              "noassetinformation",
              "baseboardassettag",
              "chassisassettag",
              "localhost",
              "localhostlocaldomain",
              "localhost4",
              "localhost6"));

  /** What two makers of firmware put into each machine, and one of examples. */
  private static final Set<String> UUIDS =
      new HashSet<>(
          Arrays.asList(
              "03000200040005000006000700080009",
              "00020003000400050006000700080009",
              "12345678123456781234567812345678",
              "123456781234567890abcddeefaabbcc"));

  private Placeholder() {}

  /** Whether a value names nothing; an empty one does not either. */
  public static boolean is(String value) {
    String bare = value.toLowerCase(Locale.ROOT).replaceAll("[\\s._:/<>()\\[\\]{}\"'#$-]+", "");
    return bare.isEmpty()
        || value.trim().equalsIgnoreCase("n/a")
        || WORDS.contains(bare)
        || UUIDS.contains(bare)
        || ZEROS.matcher(bare).matches()
        || ONES.matcher(bare).matches()
        || FILLERS.matcher(bare).matches()
        || COUNTED.matcher(bare).matches();
  }
}
