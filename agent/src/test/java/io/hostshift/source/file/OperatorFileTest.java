package io.hostshift.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Errands;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.GuestTree;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorFileTest {
  @TempDir Path temp;

  private static OperatorLines parse(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return OperatorLines.parse("file", bytes, bytes.length);
  }

  @Test
  void shouldTellScopesByPrefixAndLeaveItOutOfTheName() {
    assertThat(parse("host=a\nvm.id=b\nmodel.cpu=c\n").identifiers())
        .containsExactly(
            new Identifier("file.host", "a", Scope.INSTANCE),
            new Identifier("file.id", "b", Scope.VM),
            new Identifier("file.cpu", "c", Scope.MODEL));
  }

  @Test
  void shouldAcceptCommentsBlankLinesAndWindowsLineEnds() {
    OperatorLines lines = parse("\uFEFF# kept by ops\r\n\r\n host = räck 1 = left \r\nlast=x");

    assertThat(lines.identifiers())
        .extracting(Identifier::toString)
        .containsExactly("file.host=räck 1 = left", "file.last=x");
    assertThat(lines.reason()).isEmpty();
  }

  @Test
  void shouldNameTheLineThatItCannotUnderstandAndKeepTheOthers() {
    OperatorLines lines = parse("host=a\nnonsense\nrack=\n");

    assertThat(lines.identifiers()).hasSize(1);
    assertThat(lines.reason()).isEqualTo("line 2 is not name=value: \"nonsense\", and 1 more");
  }

  @Test
  void shouldNotUnderstandLinesWithoutANameOrAValue() {
    assertThat(parse("=a").reason()).startsWith("line 1 has no name");
    assertThat(parse("vm.=a").reason()).startsWith("line 1 has no name");
    assertThat(parse("a= ").reason()).startsWith("line 1 has no value");
  }

  @Test
  void shouldHoldTheFirstOfANameThatOccursTwice() {
    OperatorLines lines = parse("host=a\nmodel.host=b\n");

    assertThat(lines.identifiers()).extracting(Identifier::value).containsExactly("a");
    assertThat(lines.reason()).startsWith("line 2 names host a second time");
  }

  @Test
  void shouldNameALineThatIsNoText() {
    byte[] bytes = {'a', '=', (byte) 0xff, '\n', 'b', '=', '1', '\n'};

    OperatorLines lines = OperatorLines.parse("file", bytes, bytes.length);

    assertThat(lines.identifiers()).extracting(Identifier::name).containsExactly("file.b");
    assertThat(lines.reason()).startsWith("line 1 is not text in UTF-8");
  }

  @Test
  void shouldReadTheFileAnewWhenItWasReplaced() throws Exception {
    GuestTree tree = new GuestTree(temp).with("ids", "host=a\n");
    OperatorFile source =
        new OperatorFile(tree.path("ids").toFile(), new Errands(System::nanoTime));
    Reading first = source.read(null);

    tree.with("ids", "# moved\nhost=b\n");

    Reading second = source.read(first);
    assertThat(second.identifiers()).extracting(Identifier::value).containsExactly("b");
    assertThat(source.read(second)).isSameAs(second);
  }

  @Test
  void shouldReturnTheSameReadingWhenOnlyACommentChanged() throws Exception {
    GuestTree tree = new GuestTree(temp).with("ids", "host=a\n");
    OperatorFile source =
        new OperatorFile(tree.path("ids").toFile(), new Errands(System::nanoTime));
    Reading first = source.read(null);

    tree.with("ids", "# checked\nhost=a\n");

    assertThat(source.read(first)).isSameAs(first);
  }

  @Test
  void shouldFailOnAFileThatSaysNothing() throws Exception {
    GuestTree tree = new GuestTree(temp).with("empty", "").with("bad", "nonsense");
    tree.with("long", "#".repeat(70_000));

    assertThat(
            new OperatorFile(tree.path("empty").toFile(), new Errands(System::nanoTime))
                .read(null)
                .reason())
        .endsWith("empty, or being rewritten");
    assertThat(
            new OperatorFile(tree.path("bad").toFile(), new Errands(System::nanoTime))
                .read(null)
                .reason())
        .endsWith("bad: line 1 is not name=value: \"nonsense\"");
    assertThat(
            new OperatorFile(tree.path("long").toFile(), new Errands(System::nanoTime))
                .read(null)
                .reason())
        .endsWith("longer than 65536 bytes");
  }

  @Test
  void shouldBeAbsentUntilTheOperatorWritesIt() {
    assertThat(
            new OperatorFile(temp.resolve("none").toFile(), new Errands(System::nanoTime))
                .read(null)
                .state())
        .isEqualTo(ReadState.ABSENT);
  }
}
