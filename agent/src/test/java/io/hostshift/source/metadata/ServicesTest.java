package io.hostshift.source.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each service against a server that wants what the real one wants. */
class ServicesTest {
  private static final String AZURE = "/metadata/instance?api-version=2023-11-15";
  private static final String GCE = "/computeMetadata/v1/instance/";
  private static final String EC2 = "/latest/meta-data/";

  private final AtomicLong clock = new AtomicLong(1);
  private FakeService server;

  @BeforeEach
  void start() throws Exception {
    server = new FakeService();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MetadataSource source(String cloud) {
    return MetadataSource.of(
        cloud, server.endpoint(), clock::get, () -> 0.5, TimeUnit.SECONDS.toNanos(20));
  }

  private static FakeService.Check header(String name, String value, int refusal) {
    return request -> value.equals(first(request, name)) ? 200 : refusal;
  }

  private static String first(HttpExchange request, String name) {
    return request.getRequestHeaders().getFirst(name);
  }

  private void gce() {
    server
        .check(header("Metadata-Flavor", "Google", 403))
        .withHeader("Metadata-Flavor", "Google")
        .withHeader("ETag", "aa01")
        .with(GCE + "id", "4520031799277581759")
        .with(GCE + "cpu-platform", "Intel Ice Lake")
        .with(GCE + "virtual-clock/drift-token", "0")
        .with(
            GCE + "attributes/physical_host_topology",
            "{\n \"cluster\":\"c\",\"block\":\"b\",\"subblock\":\"s\",\"host\":\"h1\"}\n");
  }

  private void awaited(String etag, String token) {
    server.with(
        GCE
            + "virtual-clock/drift-token?wait_for_change=true&last_etag="
            + etag
            + "&timeout_sec=60",
        token);
  }

  private void ec2() {
    server
        .check(
            request -> {
              if (request.getRequestMethod().equals("PUT")) {
                String seconds = first(request, "X-aws-ec2-metadata-token-ttl-seconds");
                return "21600".equals(seconds) ? 200 : 400;
              }
              return "TOKEN==".equals(first(request, "X-aws-ec2-metadata-token")) ? 200 : 401;
            })
        .with("/latest/api/token", "TOKEN==")
        .with(EC2 + "instance-id", "i-0123456789abcdef0")
        .with(EC2 + "placement/host-id", "h-0da999999f9999fb9");
  }

  @Test
  void shouldReadAzure() {
    server
        .check(header("Metadata", "true", 400))
        .with(
            AZURE,
            "{\"compute\":{\"vmId\":\"02aab8a4-74ef\",\"name\":\"vm1\",\"host\":{\"id\":\"/hosts/h1\"},"
                + "\"hostGroup\":{\"id\":\"\"},\"platformFaultDomain\":\"1\",\"physicalZone\":\"\","
                + "\"tagsList\":[{\"name\":\"a\"}]},\"network\":{\"interface\":[]}}");

    assertThat(source("azure").read(null).identifiers())
        .containsExactly(
            new Identifier("azure.compute.vmId", "02aab8a4-74ef", Scope.VM),
            new Identifier("azure.compute.host.id", "/hosts/h1", Scope.INSTANCE),
            new Identifier("azure.compute.platformFaultDomain", "1", Scope.MODEL));
    assertThat(server.requests()).containsExactly("GET " + AZURE);
  }

  @Test
  void shouldReadGce() {
    gce();

    assertThat(source("gce").read(null).identifiers())
        .containsExactly(
            new Identifier("gce.id", "4520031799277581759", Scope.VM),
            new Identifier("gce.cpu-platform", "Intel Ice Lake", Scope.MODEL),
            new Identifier("gce.virtual-clock/drift-token", "0", Scope.EPOCH),
            new Identifier("gce.attributes/physical_host_topology", "h1", Scope.INSTANCE));
  }

  @Test
  void shouldReadGceWithoutWhatMostMachinesDoNotHave() {
    gce();
    server
        .without(GCE + "virtual-clock/drift-token")
        .without(GCE + "attributes/physical_host_topology");

    MetadataSource gce = source("gce");
    Reading first = gce.read(null);

    assertThat(first.identifiers())
        .extracting(Identifier::name)
        .containsExactly("gce.id", "gce.cpu-platform");
    assertThat(gce.read(first)).isSameAs(first);
    assertThat(gce.restNanos(1)).isEqualTo(TimeUnit.SECONDS.toNanos(30));
  }

  @Test
  void shouldNotBelieveAServerThatIsNotGoogles() {
    gce();
    server.withHeader("Metadata-Flavor", "Moogle");

    Reading reading = source("gce").read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).endsWith("its answer has no header Metadata-Flavor: Google");
  }

  @Test
  void shouldWaitForAnotherDriftTokenWithTheLastEtag() {
    gce();
    awaited("aa01", "1");
    MetadataSource gce = source("gce");
    Reading first = gce.read(null);
    server.requests().clear();
    server.with(GCE + "virtual-clock/drift-token", "1");

    Reading second = gce.read(first);

    assertThat(server.requests().get(0))
        .endsWith("drift-token?wait_for_change=true&last_etag=aa01&timeout_sec=60");
    assertThat(second.identifiers())
        .contains(new Identifier("gce.virtual-clock/drift-token", "1", Scope.EPOCH));
  }

  @Test
  void shouldConfirmByPlainRequests() {
    gce();
    awaited("aa01", "1");
    MetadataSource gce = source("gce");
    Reading first = gce.read(null);
    server.with(GCE + "virtual-clock/drift-token", "1");
    Reading second = gce.read(first);
    server.requests().clear();

    Reading third = gce.read(second);

    assertThat(third).isSameAs(second);
    assertThat(server.requests()).hasSize(4).noneMatch(request -> request.contains("wait"));
  }

  @Test
  void shouldReadAtOnceWhenHurried() {
    gce();
    MetadataSource gce = source("gce");
    Reading first = gce.read(null);
    server.requests().clear();
    gce.hurry();

    assertThat(gce.read(first)).isSameAs(first);
    assertThat(server.requests()).hasSize(4).noneMatch(request -> request.contains("wait"));
  }

  @Test
  void shouldReadEc2WithAToken() {
    ec2();

    assertThat(source("ec2").read(null).identifiers())
        .containsExactly(
            new Identifier("ec2.instance-id", "i-0123456789abcdef0", Scope.VM),
            new Identifier("ec2.placement/host-id", "h-0da999999f9999fb9", Scope.INSTANCE));
    assertThat(server.requests())
        .containsExactly(
            "PUT /latest/api/token",
            "GET " + EC2 + "instance-id",
            "GET " + EC2 + "placement/host-id");
  }

  @Test
  void shouldKeepTheTokenAndRenewItBeforeItsEnd() {
    ec2();
    MetadataSource ec2 = source("ec2");
    Reading first = ec2.read(null);
    server.requests().clear();

    clock.addAndGet(TimeUnit.HOURS.toNanos(4));
    assertThat(ec2.read(first)).isSameAs(first);
    assertThat(server.requests()).hasSize(2);

    clock.addAndGet(TimeUnit.MINUTES.toNanos(61));
    assertThat(ec2.read(first)).isSameAs(first);
    assertThat(server.requests()).hasSize(5).element(2).isEqualTo("PUT /latest/api/token");
  }

  @Test
  void shouldRenewATokenThatIsNotAcceptedAnyMore() {
    ec2();
    MetadataSource ec2 = source("ec2");
    Reading first = ec2.read(null);
    server.check(
        request ->
            request.getRequestMethod().equals("PUT")
                    || "OTHER".equals(first(request, "X-aws-ec2-metadata-token"))
                ? 200
                : 401);
    server.with("/latest/api/token", "OTHER");

    assertThat(ec2.read(first)).isSameAs(first);
  }

  @Test
  void shouldReadOpenStackAndWhatItsOperatorSaysOfTheHost() {
    server
        .with("/openstack/latest/meta_data.json", "{\"uuid\":\"83679162\",\"name\":\"vm1\"}")
        .with(
            "/openstack/latest/vendor_data2.json",
            "{\"site\":{\"host_id\":\"node-7\",\"hostname\":\"vm1.example.org\","
                + "\"hypervisor\":{\"hypervisor_version\":\"6002000\"},\"rack\":3}}");

    assertThat(source("openstack").read(null).identifiers())
        .containsExactly(
            new Identifier("openstack.uuid", "83679162", Scope.VM),
            new Identifier("openstack.site.host_id", "node-7", Scope.INSTANCE),
            new Identifier("openstack.site.hypervisor.hypervisor_version", "6002000", Scope.MODEL));
  }

  @Test
  void shouldReadOpenStackWithoutVendorData() {
    server.with("/openstack/latest/meta_data.json", "{\"uuid\":\"83679162\"}");

    assertThat(source("openstack").read(null).identifiers()).hasSize(1);
  }

  @Test
  void shouldReadOci() {
    server
        .check(header("Authorization", "Bearer Oracle", 401))
        .with("/opc/v2/instance/id", "ocid1.instance.oc1..x")
        .with(
            "/opc/v2/host",
            "{\"id\":\"host-1\",\"networkBlockId\":\"n\",\"rackId\":\"r\","
                + "\"rdmaTopologyData\":{\"customerHostId\":\"ch\"}}");

    assertThat(source("oci").read(null).identifiers())
        .containsExactly(
            new Identifier("oci.instance.id", "ocid1.instance.oc1..x", Scope.VM),
            new Identifier("oci.host.id", "host-1", Scope.INSTANCE),
            new Identifier("oci.host.rdmaTopologyData.customerHostId", "ch", Scope.INSTANCE),
            new Identifier("oci.host.rackId", "r", Scope.MODEL),
            new Identifier("oci.host.networkBlockId", "n", Scope.MODEL));
  }

  @Test
  void shouldSayThatTheServiceRefusesWithoutItsHeader() {
    server.check(request -> 403);

    Reading reading = source("oci").read(null);

    assertThat(reading.state()).isEqualTo(ReadState.DENIED);
    assertThat(reading.reason()).endsWith("it answers 403 to /opc/v2/instance/id");
  }
}
