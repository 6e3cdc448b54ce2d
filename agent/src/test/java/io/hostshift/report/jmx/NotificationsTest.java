package io.hostshift.report.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeBuilder;
import io.hostshift.notice.NoticeKind;
import io.hostshift.report.EventLog;
import io.hostshift.report.FakeControl;
import io.hostshift.report.HangingListener;
import io.hostshift.report.Report;
import io.hostshift.report.SampleReports;
import io.hostshift.watch.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
  private final MBeans mbeans = new MBeans(server, Runnable::run, System::nanoTime);
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
    Notice notice = new NoticeBuilder("gce", "e9").kind(NoticeKind.MIGRATION).build();

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

  /** The agent's thread is this one. */
  @Test
  void shouldKeepNotificationsFromNobodyWhereListenersHang() throws Exception {
    MBeanServer other = MBeanServerFactory.newMBeanServer();
    AtomicLong clock = new AtomicLong();
    NotificationThreads threads = new NotificationThreads();
    MBeans sending = new MBeans(other, threads, clock::get);
    sending.register(new FakeControl(samples.bench()), log);
    CountDownLatch over = new CountDownLatch(1);
    List<HangingListener> hanging = new ArrayList<>();
    for (int i = 1; i < NotificationThreads.MOST; i++) {
      HangingListener one = new HangingListener(over);
      hanging.add(one);
      other.addNotificationListener(MBeansTest.name("Migrations"), one, null, null);
    }
    int events = ListenerQueue.MOST_WAITING;
    List<Long> good = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(events);
    other.addNotificationListener(
        MBeansTest.name("Migrations"),
        (sent, handback) -> {
          good.add(sent.getSequenceNumber());
          all.countDown();
        },
        null,
        null);
    try {
      Report report = put(samples.moved("host-b"));
      for (int i = 0; i < events; i++) {
        sending.opened(report, "moved");
      }
      assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(good).isSorted().doesNotHaveDuplicates();
      for (HangingListener one : hanging) {
        assertThat(one.called().await(60, TimeUnit.SECONDS)).isTrue();
      }

      assertThat(sending.hanging()).isEmpty();
      clock.set(TimeUnit.SECONDS.toNanos(11));
      assertThat(sending.hanging())
          .hasSize(hanging.size())
          .allSatisfy(
              sentence ->
                  assertThat(sentence)
                      .matches(
                          "the JMX listener io.hostshift.report.HangingListener has not returned for 11 s, and 999"
                              + " notifications wait for it"));
    } finally {
      sending.unregister();
      over.countDown();
    }
  }

  @Test
  void shouldKeepNoMoreThanAThousandForAListenerThatHangs() throws Exception {
    MBeanServer other = MBeanServerFactory.newMBeanServer();
    AtomicLong clock = new AtomicLong();
    MBeans sending = new MBeans(other, new NotificationThreads(), clock::get);
    sending.register(new FakeControl(samples.bench()), log);
    CountDownLatch over = new CountDownLatch(1);
    HangingListener one = new HangingListener(over);
    other.addNotificationListener(MBeansTest.name("Migrations"), one, null, null);
    Report report = put(samples.moved("host-b"));
    for (int i = 0; i < 5000; i++) {
      sending.opened(report, "moved");
    }
    assertThat(one.called().await(60, TimeUnit.SECONDS)).isTrue();
    clock.set(ListenerQueue.HANGING_NANOS);

    assertThat(sending.hanging()).singleElement().asString().contains(" and 1000 notifications");
    other.removeNotificationListener(MBeansTest.name("Migrations"), one);
    assertThat(sending.hanging()).isEmpty();
    sending.unregister();
    over.countDown();
  }

  @Test
  void shouldGoOnAfterAListenerAndAFilterThatFail() throws Exception {
    server.addNotificationListener(
        MBeansTest.name("Migrations"),
        (sent, handback) -> {
          throw new AssertionError("its own");
        },
        null,
        null);
    server.addNotificationListener(
        MBeansTest.name("Migrations"),
        (sent, handback) -> heard.add(sent),
        sent -> {
          throw new IllegalStateException("its own");
        },
        null);
    mbeans.opened(put(samples.moved("host-b")), "");
    mbeans.opened(put(samples.moved("host-c")), "");

    assertThat(heard).hasSize(2);
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
            "io.hostshift.memory",
            "io.hostshift.features-lost",
            "io.hostshift.unsound");
    assertThat(infos).extracting(MBeanNotificationInfo::getDescription).doesNotHaveDuplicates();
  }
}
