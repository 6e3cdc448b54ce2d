package io.hostshift.tune.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hostshift.base.Log;
import io.hostshift.base.UnavailableException;
import io.hostshift.hotspot.NamedWrite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakerTest {
  private static final NamedWrite HEAP = new NamedWrite("HeapSizePerGCThread", "99", false);
  private static final NamedWrite HEAP_BACK = new NamedWrite("HeapSizePerGCThread", "7", true);
  private static final NamedWrite COUNT = new NamedWrite("ActiveProcessorCount", "2", false);
  private static final String[] SERVICE = {"java", "-jar", "service.jar"};

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log = new Log(new PrintStream(said, true), Log.Level.INFO);
  private SampleLife lives;
  private Path marks;
  private MarkFolder place;
  private long collections;

  @BeforeEach
  void makeFolder() throws Exception {
    lives = new SampleLife(folder);
    marks = folder.resolve("state/hostshift");
    place =
        new MarkFolder(Map.of(marks, 2), () -> LocalDisks.parse("1 0 0:1 / / rw - ext4 /dev/x rw"));
  }

  @AfterEach
  void forget() {
    System.clearProperty(WrittenNow.PROPERTY);
  }

  private Breaker begin(Life life) {
    Breaker breaker = new Breaker(place, life, () -> collections, log);
    breaker.look();
    return breaker;
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldLeaveAMarkOfItsUserAloneBeforeTheFirstWrite() throws Exception {
    Breaker breaker = begin(lives.begin(10, 500, SERVICE));
    assertThat(marks).doesNotExist();

    breaker.before(HEAP);
    assertThat(SampleLife.list(marks))
        .singleElement()
        .satisfies(
            mark -> {
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mark)))
                  .isEqualTo("rw-------");
              assertThat(Files.readString(mark))
                  .isEqualTo(
                      "10\n500\nfirst\n1\n"
                          + folder.resolve("hs_err_pid10.log")
                          + "\nHeapSizePerGCThread=99");
            });
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(marks)))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldTakeItAwayAfterEnoughCleanCollections() throws Exception {
    Breaker breaker = begin(lives.begin(10, 500, SERVICE));
    collections = 100;
    breaker.before(HEAP);
    collections += Breaker.CLEAN - 1;
    breaker.step();
    assertThat(SampleLife.list(marks)).hasSize(1);

    collections++;
    breaker.step();
    assertThat(SampleLife.list(marks)).isEmpty();
  }

  @Test
  void shouldLeaveAnotherForAnotherKindOfWriteAndNoneForOneThatWasClean() throws Exception {
    Breaker breaker = begin(lives.begin(10, 500, SERVICE));
    breaker.before(HEAP);
    collections += Breaker.CLEAN;
    breaker.step();

    breaker.before(HEAP_BACK);
    breaker.before(HEAP);
    assertThat(SampleLife.list(marks)).isEmpty();
    breaker.before(COUNT);
    assertThat(SampleLife.list(marks)).hasSize(1);
  }

  @Test
  void shouldCountCollectionsFromTheLastKindOfWrite() throws Exception {
    Breaker breaker = begin(lives.begin(10, 500, SERVICE));
    breaker.before(HEAP);
    collections += Breaker.CLEAN - 1;
    breaker.before(COUNT);
    collections += Breaker.CLEAN - 1;
    breaker.step();
    assertThat(SampleLife.list(marks)).hasSize(1);
  }

  @Test
  void shouldNameAllThatWasAboutToBeWritten() throws Exception {
    Breaker breaker = begin(lives.begin(10, 500, SERVICE));
    breaker.before(HEAP);
    breaker.before(HEAP);
    breaker.before(COUNT);
    assertThat(Files.readString(SampleLife.list(marks).get(0)))
        .endsWith("\nHeapSizePerGCThread=99 ActiveProcessorCount=2");
  }

  /** The fault that is injected: the JVM ends between the mark and enough clean collections. */
  private void crash(int pid) throws Exception {
    begin(lives.begin(pid, 50 * pid, SERVICE)).before(HEAP);
    lives.kill(pid, marks);
    Files.writeString(folder.resolve("hs_err_pid" + pid + ".log"), "#");
    System.clearProperty(WrittenNow.PROPERTY);
  }

  private void kill(int pid) throws Exception {
    begin(lives.begin(pid, 50 * pid, SERVICE)).before(HEAP);
    lives.kill(pid, marks);
    System.clearProperty(WrittenNow.PROPERTY);
  }

  @Test
  void shouldWriteNothingInTheLifeAfterOneThatHasCrashedInBetween() throws Exception {
    crash(10);

    Breaker next = begin(lives.begin(11, 900, SERVICE));
    assertThat(next.out()).isTrue();
    assertThat(next.warning())
        .contains("process 10 of the same command line crashed within 20 collections")
        .contains("HeapSizePerGCThread=99")
        .contains("see " + folder.resolve("hs_err_pid10.log"))
        .contains("retune --clear-mark 11")
        .contains("rm " + SampleLife.list(marks).get(0));
    assertThat(said()).startsWith("hostshift warn: this JVM is only observed: process 10");
    assertThat(next.reason()).startsWith("a JVM before this one has died of it, or soon after: to");
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> next.before(COUNT))
        .withMessage(next.reason());
    assertThat(System.getProperty(WrittenNow.PROPERTY)).isNull();
  }

  /** An orchestrator may have ended it, as it was slow to start. */
  @Test
  void shouldNotMindOneThatWasKilled() throws Exception {
    kill(10);

    Breaker next = begin(lives.begin(11, 900, SERVICE));
    assertThat(next.out()).isFalse();
    assertThat(said()).isEmpty();
    next.before(HEAP);
    assertThat(SampleLife.list(marks)).singleElement().asString().contains("-11-900");
    collections += Breaker.CLEAN;
    next.step();
    assertThat(SampleLife.list(marks)).isEmpty();
  }

  @Test
  void shouldWriteNothingAfterTwoInARowThatWereKilled() throws Exception {
    kill(10);
    kill(11);

    Breaker next = begin(lives.begin(12, 900, SERVICE));
    assertThat(next.out()).isTrue();
    assertThat(next.warning())
        .contains("process 11 of the same command line ended within 20 collections of writing")
        .contains("as the one before it did, and left no crash file")
        .contains("SIGKILL");
    assertThat(next.reason()).startsWith("JVMs before this one may have died of it: to have");
  }

  @Test
  void shouldNotCountTwoOfWhichOneWasCleanInBetween() throws Exception {
    kill(10);
    Breaker clean = begin(lives.begin(11, 900, SERVICE));
    clean.before(HEAP);
    collections += Breaker.CLEAN;
    clean.step();
    clean.before(COUNT);
    lives.kill(11, marks);

    assertThat(begin(lives.begin(12, 950, SERVICE)).out()).isFalse();
  }

  /** As where there is too little memory for both. */
  @Test
  void shouldNotCountTwoThatWereKilledBesideEachOther() throws Exception {
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);
    begin(lives.begin(11, 501, SERVICE)).before(HEAP);
    lives.kill(10, marks);
    lives.kill(11, marks);

    assertThat(begin(lives.begin(12, 900, SERVICE)).out()).isFalse();
  }

  @Test
  void shouldNotMindACrashFileOfALifeBefore() throws Exception {
    Path old = Files.writeString(folder.resolve("hs_err_pid10.log"), "#");
    Files.setLastModifiedTime(old, FileTime.fromMillis(1));
    kill(10);

    assertThat(begin(lives.begin(11, 900, SERVICE)).out()).isFalse();
  }

  @Test
  void shouldGoOnNotWritingHoweverOftenItBegins() throws Exception {
    crash(10);
    for (int pid = 11; pid < 15; pid++) {
      Breaker next = begin(lives.begin(pid, 900 + pid, SERVICE));
      assertThat(next.out()).as("process %s", pid).isTrue();
      next.close();
      lives.kill(pid, marks);
    }
  }

  @Test
  void shouldWriteAgainOnceTheMarkIsTakenAway() throws Exception {
    crash(10);
    Breaker next = begin(lives.begin(11, 900, SERVICE));
    assertThat(next.out()).isTrue();

    Files.delete(SampleLife.list(marks).get(0));
    assertThat(next.out()).isFalse();
    assertThat(next.reason()).isEmpty();
    next.before(COUNT);
    assertThat(Files.readAllLines(SampleLife.list(marks).get(0))).element(3).isEqualTo("1");
  }

  @Test
  void shouldTakeTheMarksOfEarlierLivesAwayWhenToldTo() throws Exception {
    crash(10);
    Breaker next = begin(lives.begin(11, 900, SERVICE));

    next.clear();
    assertThat(next.out()).isFalse();
    assertThat(next.warning()).isEmpty();
    assertThat(SampleLife.list(marks)).isEmpty();
  }

  @Test
  void shouldNotMindAJvmOfTheSameCommandLineThatLives() throws Exception {
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);

    Breaker beside = begin(lives.begin(11, 900, SERVICE));
    assertThat(beside.out()).isFalse();
    beside.before(HEAP);
    assertThat(SampleLife.list(marks)).hasSize(2);
  }

  @Test
  void shouldNotMindAnotherCommandLineOrVersion() throws Exception {
    crash(10);

    assertThat(begin(lives.begin(11, 900, "java", "-jar", "other.jar")).out()).isFalse();
    lives.property("java.vm.version", "21");
    assertThat(begin(lives.begin(12, 901, SERVICE)).out()).isFalse();
    lives.property("java.vm.version", "17").environment("JAVA_TOOL_OPTIONS", "-Xmx1g");
    assertThat(begin(lives.begin(13, 902, SERVICE)).out()).isFalse();
  }

  @Test
  void shouldNotMindWhatEndedWithTheMachine() throws Exception {
    crash(10);

    lives.boot("second");
    assertThat(begin(lives.begin(10, 400, SERVICE)).out()).isFalse();
    assertThat(SampleLife.list(marks)).isEmpty();
  }

  @Test
  void shouldNotMindTheMarkOfAnAgentBeforeInTheSameJvm() throws Exception {
    Life life = lives.begin(10, 500, SERVICE);
    begin(life).before(HEAP);

    assertThat(begin(life).out()).isFalse();
  }

  @Test
  void shouldLeaveNothingWhenItIsClosed() throws Exception {
    Breaker breaker = begin(lives.begin(10, 500, SERVICE));
    breaker.before(HEAP);
    breaker.close();

    assertThat(SampleLife.list(marks)).isEmpty();
    assertThat(System.getProperty(WrittenNow.PROPERTY)).isNull();
  }

  @Test
  void shouldNameWhatIsWrittenNow() throws Exception {
    Breaker breaker = begin(lives.begin(10, 500, SERVICE));
    breaker.before(HEAP);
    breaker.before(COUNT);
    assertThat(System.getProperty("hostshift.writes"))
        .isEqualTo("ActiveProcessorCount=2 HeapSizePerGCThread=99");

    breaker.before(HEAP_BACK);
    assertThat(System.getProperty("hostshift.writes")).isEqualTo("ActiveProcessorCount=2");
    breaker.before(new NamedWrite("ActiveProcessorCount", "-1", true));
    assertThat(System.getProperty("hostshift.writes")).isNull();
  }

  @Test
  void shouldWriteWithoutAMarkWhereNoFolderCanBeHadAndSaySoOnce() throws Exception {
    Files.createDirectories(marks);
    Files.setPosixFilePermissions(marks, PosixFilePermissions.fromString("rwxrwxrwx"));
    Breaker breaker = begin(lives.begin(10, 500, SERVICE));
    assertThat(said()).isEmpty();

    breaker.before(HEAP);
    breaker.before(COUNT);
    assertThat(SampleLife.list(marks)).isEmpty();
    assertThat(said().lines())
        .singleElement()
        .asString()
        .startsWith("hostshift no mark is kept of what is written into the JVM's memory")
        .contains(marks + " is not trusted: " + marks + " may be written by others (mode 0777)");
  }

  @Test
  void shouldNotBelieveMarksInAFolderThatOthersMayWriteTo() throws Exception {
    crash(10);

    Files.setPosixFilePermissions(marks, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(begin(lives.begin(11, 900, SERVICE)).out()).isFalse();
  }

  @Test
  void shouldNotReadWhatIsNoMark() throws Exception {
    crash(10);
    Path mark = SampleLife.list(marks).get(0);
    Files.writeString(mark, "nonsense");

    assertThat(begin(lives.begin(11, 900, SERVICE)).out()).isFalse();
  }
}
