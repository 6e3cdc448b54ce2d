package io.hostshift.source.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.base.FakeClock;
import io.hostshift.base.Ownership;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedTest {
  private static final Identifier HOST =
      new Identifier("fwcfg.opt/org.test/host", "host-a", Scope.INSTANCE);

  @TempDir private Path temp;

  private final FakeClock clock = new FakeClock();
  private Path folder;
  private Path file;
  private int self;

  @BeforeEach
  void makeFolder() throws IOException {
    self = Ownership.self();
    folder = Files.createDirectory(temp.resolve("hostshift"));
    mode(folder, "rwxr-xr-x");
    file = folder.resolve("published.json");
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private Published published() {
    return of(file, self);
  }

  /** As where root has that number. */
  private Published of(Path path, int root) {
    return new Published(new RootsFile(path.toFile(), false, root, false), clock, clock);
  }

  private static String page(long sequence, FakeClock clock, String value) {
    return "{\"format\":1,\"sequence\":"
        + sequence
        + ",\"time\":\""
        + clock.instant()
        + "\",\"staleAfterMillis\":35000,\"identifiers\":[{\"name\":\"fwcfg.opt/org.test/host\","
        + "\"value\":\""
        + value
        + "\",\"scope\":\"INSTANCE\"}]}";
  }

  private void write(long sequence, String value) throws IOException {
    put(page(sequence, clock, value));
  }

  private void put(String text) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), text);
    mode(fresh, "rw-r--r--");
    Files.setLastModifiedTime(fresh, FileTime.fromMillis(clock.millis()));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void refused(Published published, String why) {
    Reading reading = published.read(null);
    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.reason()).startsWith("not taken: ").contains(why);
    assertThat(published.told()).isEmpty();
  }

  @Test
  void shouldTakeWhatRootHasWritten() throws Exception {
    write(1, "host-a");
    Published published = published();

    Reading reading = published.read(null);

    assertThat(reading.readable()).isTrue();
    assertThat(reading.reason()).isEmpty();
    assertThat(published.told()).containsExactly(HOST);
    assertThat(published.read(reading)).isSameAs(reading);
  }

  @Test
  void shouldSayThatNobodyPublishes() {
    Reading reading = published().read(null);

    assertThat(reading.state()).isEqualTo(ReadState.ABSENT);
    assertThat(reading.reason()).isEqualTo(file + " is not there: nobody publishes");
  }

  @Test
  void shouldTakeAnotherValueAtTheNextRead() throws Exception {
    write(1, "host-a");
    Published published = published();
    Reading reading = published.read(null);

    clock.advanceMillis(1000);
    write(2, "host-b");
    published.read(reading);

    assertThat(published.told()).extracting(Identifier::value).containsExactly("host-b");
  }

  @Test
  void shouldSayThatAPublisherHasStoppedAndTakeNothingOfIt() throws Exception {
    write(7, "host-a");
    Published published = published();
    Reading reading = published.read(null);

    clock.advanceMillis(36_000);
    Reading later = published.read(reading);

    assertThat(later.state()).isEqualTo(ReadState.FAILED);
    assertThat(later.reason())
        .startsWith("stale: the publisher has stopped; " + file + " is number 7 of 2026-11-23T");
    assertThat(published.told()).isEmpty();
    assertThat(published.read(later)).as("said once").isSameAs(later);

    write(8, "host-b");
    assertThat(published.read(later).readable()).isTrue();
    assertThat(published.told()).extracting(Identifier::value).containsExactly("host-b");
  }

  @Test
  void shouldGoOnWithAPublisherWhoseClockIsSet() throws Exception {
    write(1, "host-a");
    Published published = published();
    Reading reading = published.read(null);

    clock.advanceMillis(10_000);
    put(page(2, clock, "host-a").replace("2026-", "2031-"));
    clock.advanceMillis(30_000);

    assertThat(published.read(reading).readable()).isTrue();
    assertThat(published.told()).containsExactly(HOST);
  }

  @Test
  void shouldTakeNothingThatIsOldAtTheFirstLook() throws Exception {
    write(3, "host-a");
    clock.advanceMillis(60_000);
    Published published = published();

    assertThat(published.read(null).reason()).startsWith("stale: ");
    assertThat(published.told()).isEmpty();
  }

  @Test
  void shouldTakeNothingWhoseFileIsOldWhateverItSays() throws Exception {
    write(3, "host-a");
    Files.setLastModifiedTime(file, FileTime.fromMillis(clock.millis() - 3_600_000));

    assertThat(published().read(null).reason()).startsWith("stale: ");
  }

  @Test
  void shouldTakeNothingOfAnotherUser() throws Exception {
    write(1, "host-a");

    refused(of(file, self + 1), " belongs to uid " + self + " and not to root");
  }

  @Test
  void shouldTakeNoFileOfAnotherUserInRootsFolder() throws Exception {
    assumeThat(self).as("only root can give a file away").isZero();
    write(1, "host-a");
    Files.setAttribute(file, "unix:uid", 4711);

    refused(published(), file + " belongs to uid 4711 and not to root");
  }

  @Test
  void shouldTakeNoFileInAFolderOfAnotherUser() throws Exception {
    assumeThat(self).as("only root can give a folder away").isZero();
    write(1, "host-a");
    Files.setAttribute(folder, "unix:uid", 4711);

    refused(published(), folder + " belongs to uid 4711 and not to root");
  }

  @Test
  void shouldTakeNothingThatOthersMayWrite() throws Exception {
    write(1, "host-a");
    mode(file, "rw-rw-r--");
    refused(published(), file + " may be written by others than root (mode 0664)");

    mode(file, "rw-r--r--");
    mode(folder, "rwxrwxrwx");
    refused(published(), folder + " may be written by others than root (mode 0777)");
  }

  @Test
  void shouldTakeNothingWhereOthersMayPutAnotherFolderInItsPlace() throws Exception {
    write(1, "host-a");
    mode(temp, "rwxrwxrwx");

    refused(published(), temp + " may be written by others (mode 0777)");
  }

  @Test
  void shouldFollowNoLink() throws Exception {
    write(1, "host-a");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    refused(of(link, self), link + " is a link");

    Path other = Files.createSymbolicLink(temp.resolve("other"), folder);
    refused(of(other.resolve("published.json"), self), other + " is a link");
  }

  @Test
  void shouldNotWaitForANamedPipe() throws Exception {
    new ProcessBuilder("mkfifo", "-m", "644", file.toString()).start().waitFor();

    refused(published(), file + " is no regular file");
  }

  @Test
  void shouldTakeNothingOfAPageThatIsNotWhole() throws Exception {
    String page = page(1, clock, "host-a");
    for (int length = 0; length < page.length(); length++) {
      put(page.substring(0, length));
      refused(published(), file + ": ");
    }
  }

  @Test
  void shouldTakeNothingWithControlCharactersOrOfAnotherFormat() throws Exception {
    put(page(1, clock, "a\\u001b[31m"));
    refused(published(), "has an identifier that is none");

    put(page(1, clock, "a").replace("\"format\":1", "\"format\":2"));
    refused(published(), "of a format that this version does not know");

    put(page(1, clock, "a").replace("INSTANCE", "ROOT"));
    refused(published(), "has an identifier that is none");

    put(page(1, clock, "a") + " ".repeat(PublishedPage.MOST_BYTES));
    refused(published(), "is longer than 65536 bytes");
  }

  @Test
  void shouldTakeAnUnknownUserForRootOnlyInAUserNamespaceWhereItIsNamed() throws Exception {
    assumeThat(self).as("only root can give a file away").isZero();
    write(1, "host-a");
    Files.setAttribute(file, "unix:uid", 65534);
    Files.setAttribute(folder, "unix:uid", 65534);

    RootsFile unnamed = new RootsFile(file.toFile(), false, 0, true);
    refused(
        new Published(unnamed, clock, clock),
        "in this user namespace that may be root: published=" + file + " takes it");

    // Outside of one this is the user nobody.
    refused(new Published(new RootsFile(file.toFile(), true, 0, false), clock, clock), "65534");

    Published named = new Published(new RootsFile(file.toFile(), true, 0, true), clock, clock);
    assertThat(named.read(null).readable()).isTrue();
    assertThat(named.told()).containsExactly(HOST);
  }
}
