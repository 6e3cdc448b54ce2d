package io.hostshift.report.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.notice.Kind;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeBuilder;
import io.hostshift.report.EventLog;
import io.hostshift.report.FakeControl;
import io.hostshift.report.Report;
import io.hostshift.report.SampleReports;
import io.hostshift.watch.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationsTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final SampleReports samples = new SampleReports();
  private final EventLog log = new EventLog(64);
  private final MBeans mbeans = new MBeans(server, Runnable::run);
  private final List<Notification> heard = new ArrayList<>();

  @BeforeEach
  void listen() throws JMException {
    mbeans.register(new FakeControl(samples.bench()), log);
    server.addNotificationListener(
        MBeansTest.name("Migrations"), (sent, handback) -> heard.add(sent), null, null);
  }

  private Report put(Event event) {
    Report report = new Report(event, Collections.emptyList());
    log.put(report);
    return report;
  }

  @Test
  void shouldNotifyOfAMigrationWithTheEventAsItsData() {
    mbeans.opened(put(samples.moved("host-b")), "moved");

    assertThat(heard)
        .singleElement()
        .returns("io.hostshift.migration", Notification::getType)
        .returns("moved", Notification::getMessage)
        .satisfies(
            sent ->
                assertThat(((CompositeData) sent.getUserData()).get("verdict"))
                    .isEqualTo("MIGRATED"));
  }

  @Test
  void shouldNotifyOfAResizeByItsOwnType() {
    mbeans.opened(put(samples.resized()), "resized");

    assertThat(heard).singleElement().returns("io.hostshift.resized", Notification::getType);
  }

  @Test
  void shouldNotifyThatAnEventHasSettled() {
    samples.moved("host-b");
    mbeans.settled(put(samples.settled()));

    assertThat(heard)
        .singleElement()
        .returns("io.hostshift.settled", Notification::getType)
        .satisfies(
            sent ->
                assertThat((Long) ((CompositeData) sent.getUserData()).get("settledAtMillis"))
                    .isPositive());
  }

  /** Not with one of those kept: to map them all for each notice would make a long history dear. */
  @Test
  void shouldNotifyOfANoticeWithTheNoticeAsItsData() {
    Notice notice = new NoticeBuilder("gce", "e9").kind(Kind.MIGRATION).build();

    mbeans.noticed(notice, "gce announces a migration");

    assertThat(heard)
        .singleElement()
        .returns("io.hostshift.notice", Notification::getType)
        .returns("gce announces a migration", Notification::getMessage)
        .satisfies(
            sent ->
                assertThat(((CompositeData) sent.getUserData()).getAll(new String[] {"id", "kind"}))
                    .containsExactly("e9", "MIGRATION"));
  }

  /** The listener hangs until the test is over; the agent's thread is this one. */
  @Test
  void shouldNotWaitForAListenerThatHangs() throws Exception {
    MBeanServer other = MBeanServerFactory.newMBeanServer();
    MBeans sending = new MBeans(other);
    sending.register(new FakeControl(samples.bench()), log);
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    other.addNotificationListener(
        MBeansTest.name("Migrations"),
        (sent, handback) -> {
          called.countDown();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        null,
        null);
    Report report = put(samples.moved("host-b"));
    for (int i = 0; i < 5000; i++) {
      sending.opened(report, "moved");
    }
    assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();
    sending.unregister();
    over.countDown();
  }

  @Test
  void shouldNumberNotificationsFromOne() {
    mbeans.opened(put(samples.moved("host-b")), "");
    mbeans.opened(put(samples.moved("host-c")), "");

    assertThat(heard).extracting(Notification::getSequenceNumber).containsExactly(1L, 2L);
  }

  @Test
  void shouldSendNothingOnceTheyAreTakenOut() {
    mbeans.unregister();
    mbeans.opened(put(samples.moved("host-b")), "");

    assertThat(heard).isEmpty();
  }

  @Test
  void shouldDeclareAllTypesOfTheContract() throws JMException {
    MBeanNotificationInfo[] infos =
        server.getMBeanInfo(MBeansTest.name("Migrations")).getNotifications();

    assertThat(infos)
        .flatExtracting(info -> Arrays.asList(info.getNotifTypes()))
        .containsExactlyInAnyOrder(
            "io.hostshift.migration",
            "io.hostshift.settled",
            "io.hostshift.notice",
            "io.hostshift.resized",
            "io.hostshift.features-lost");
    assertThat(infos).extracting(MBeanNotificationInfo::getDescription).doesNotHaveDuplicates();
  }
}
