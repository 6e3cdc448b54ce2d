package io.hostshift.source.metadata;

import static io.hostshift.fuzz.Fuzzed.check;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.fuzz.Parser;
import io.hostshift.host.Identifier;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The parsers of what metadata services answer. */
public final class MetadataParsers {
  private MetadataParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed(
            "http-answer",
            MetadataParsers::answer,
            bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nETag: a\r\n\r\nok"),
            bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")),
        fuzzed("http-chunks", b -> Chunks.join(b, true), bytes("2;a=b\r\nok\r\n0\r\n\r\n")),
        fuzzed(
            "json-leaves",
            b -> JsonLeaves.parse(b, "it"),
            bytes("{\"a\":{\"b\":[1,{}],\"c\":\"d\"}}")),
        fuzzed(
            "azure-compute",
            b -> identifiers(Azure.parse(b)),
            bytes(
                "{\"compute\":{\"vmId\":\"a-1\",\"host\":{\"id\":\"/h/1\"},"
                    + "\"vmSize\":\"D2\",\"location\":\"w\",\"platformFaultDomain\":\"0\"}}")),
        fuzzed(
            "oci-host",
            b -> identifiers(Oci.parse("ocid1.a", b)),
            bytes(
                "{\"id\":\"ocid\",\"buildingId\":\"b\",\"rackId\":\"r\",\"networkBlockId\":\"n\"}")),
        fuzzed(
            "oci-instance",
            b -> identifiers(Oci.parse(new String(b, UTF_8), null)),
            bytes("ocid1.instance.oc1")),
        fuzzed(
            "openstack",
            MetadataParsers::openStack,
            bytes("{\"uuid\":\"u\",\"hostname\":\"h\"}\0{\"static\":{\"host\":\"a\"}}")),
        fuzzed(
            "gce-host",
            b -> {
              String host = Gce.host(b);
              check(host == null || printable(host), "a control character in " + host);
            },
            bytes("{\"physicalHost\":\"/a/b/c\"}"),
            bytes("{\"physicalHostTopology\":{\"cluster\":\"a\",\"block\":\"b\",\"host\":\"c\"}}")),
        Fuzzed.of(
            "endpoint",
            IllegalArgumentException.class,
            b -> Endpoint.parse(new String(b, UTF_8)),
            bytes("http://169.254.169.254:80/a"),
            bytes("http://[fd00:ec2::254]/")));
  }

  private static Fuzzed fuzzed(String name, Parser parser, byte[]... seeds) {
    return Fuzzed.of(name, IOException.class, parser, seeds);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static boolean printable(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static void identifiers(Found shown) {
    for (Identifier found : shown.identifiers()) {
      check(printable(found.value()), "a control character in " + found.value());
    }
  }

  private static void answer(byte[] bytes) throws IOException {
    boolean ended = bytes.length % 2 == 0;
    HttpResponse answer = HttpResponseParser.parse(bytes, bytes.length, ended);
    check(answer != null || !ended, "nothing more can come");
  }

  private static void openStack(byte[] bytes) throws IOException {
    int zero = 0;
    while (zero < bytes.length && bytes[zero] != 0) {
      zero++;
    }
    byte[] vendor = zero == bytes.length ? null : Arrays.copyOfRange(bytes, zero + 1, bytes.length);
    identifiers(OpenStack.parse(Arrays.copyOf(bytes, zero), vendor));
  }
}
