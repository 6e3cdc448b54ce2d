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
    place = new MarkFolder(Map.of(marks, 2), LocalDisks.parse("1 0 0:1 / / rw - ext4 /dev/x rw"));
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
                  .isEqualTo("10\n500\nfirst\nHeapSizePerGCThread=99\n");
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

  /** The fault that is injected: the JVM ends between the mark and enough clean collections. */
  @Test
  void shouldWriteNothingInTheLifeAfterOneThatEndedInBetween() throws Exception {
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);
    lives.kill(10, marks);
    System.clearProperty(WrittenNow.PROPERTY);

    Breaker next = begin(lives.begin(11, 900, SERVICE));
    assertThat(next.out()).isTrue();
    assertThat(next.warning())
        .contains("process 10 of the same command line")
        .contains("HeapSizePerGCThread=99")
        .contains("SIGKILL")
        .contains("retune --clear-mark 11")
        .contains("rm " + SampleLife.list(marks).get(0));
    assertThat(said()).startsWith("hostshift warn: nothing is written into this JVM's memory");
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> next.before(COUNT))
        .withMessage(next.reason());
    assertThat(System.getProperty(WrittenNow.PROPERTY)).isNull();
  }

  @Test
  void shouldGoOnNotWritingHoweverOftenItBegins() throws Exception {
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);
    lives.kill(10, marks);
    for (int pid = 11; pid < 15; pid++) {
      Breaker next = begin(lives.begin(pid, 900 + pid, SERVICE));
      assertThat(next.out()).as("process %s", pid).isTrue();
      next.close();
      lives.kill(pid, marks);
    }
  }

  @Test
  void shouldWriteAgainOnceTheMarkIsTakenAway() throws Exception {
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);
    lives.kill(10, marks);
    Breaker next = begin(lives.begin(11, 900, SERVICE));
    assertThat(next.out()).isTrue();

    Files.delete(SampleLife.list(marks).get(0));
    assertThat(next.out()).isFalse();
    assertThat(next.reason()).isEmpty();
    next.before(COUNT);
    assertThat(SampleLife.list(marks)).hasSize(1);
  }

  @Test
  void shouldTakeTheMarksOfEarlierLivesAwayWhenToldTo() throws Exception {
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);
    lives.kill(10, marks);
    Breaker next = begin(lives.begin(11, 900, SERVICE));

    next.clear();
    assertThat(next.out()).isFalse();
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
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);
    lives.kill(10, marks);

    assertThat(begin(lives.begin(11, 900, "java", "-jar", "other.jar")).out()).isFalse();
    lives.property("java.vm.version", "21");
    assertThat(begin(lives.begin(12, 901, SERVICE)).out()).isFalse();
    lives.property("java.vm.version", "17").environment("JAVA_TOOL_OPTIONS", "-Xmx1g");
    assertThat(begin(lives.begin(13, 902, SERVICE)).out()).isFalse();
  }

  @Test
  void shouldNotMindWhatEndedWithTheMachine() throws Exception {
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);
    lives.kill(10, marks);

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
    begin(lives.begin(10, 500, SERVICE)).before(HEAP);
    lives.kill(10, marks);

    Files.setPosixFilePermissions(marks, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(begin(lives.begin(11, 900, SERVICE)).out()).isFalse();
  }

  @Test
  void shouldNotReadWhatIsNoMark() throws Exception {
    Life life = lives.begin(10, 500, SERVICE);
    begin(life).before(HEAP);
    lives.kill(10, marks);
    Path mark = SampleLife.list(marks).get(0);
    Files.writeString(mark, "nonsense");

    assertThat(begin(lives.begin(11, 900, SERVICE)).out()).isFalse();
  }
}
