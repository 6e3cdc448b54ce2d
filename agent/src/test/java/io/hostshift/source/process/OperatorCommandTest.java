package io.hostshift.source.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.BackOff;
import io.hostshift.host.Identifier;
import io.hostshift.host.Scope;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCommandTest {
  @TempDir Path temp;

  private static OperatorCommand command(List<String> argv) {
    return new OperatorCommand(
        argv, new ChildProcess(Map.of(), TimeUnit.SECONDS.toNanos(3)), new BackOff(() -> 0.5));
  }

  @Test
  void shouldReadTheLinesThatItPrints() throws Exception {
    String program = new Script(temp).of("echo host=\"$1\"; echo vm.id=b; echo model.cpu=c");

    assertThat(command(List.of(program, "rack 7")).read(null).identifiers())
        .containsExactly(
            new Identifier("command.host", "rack 7", Scope.INSTANCE),
            new Identifier("command.id", "b", Scope.VM),
            new Identifier("command.cpu", "c", Scope.MODEL));
  }

  @Test
  void shouldReturnTheSameReadingWhileItPrintsTheSame() throws Exception {
    OperatorCommand command = command(List.of(new Script(temp).of("echo host=a")));
    Reading first = command.read(null);

    assertThat(command.read(first)).isSameAs(first);
    assertThat(command.restNanos(1)).isEqualTo(TimeUnit.SECONDS.toNanos(10));
    assertThat(command.leastRestNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void shouldSayNothingOfTheHostWhenItFails() throws Exception {
    String program = new Script(temp).of("echo host=a; exit 1");
    Reading reading = command(List.of(program)).read(null);

    assertThat(reading.state()).isEqualTo(ReadState.FAILED);
    assertThat(reading.identifiers()).isEmpty();
    assertThat(reading.reason()).isEqualTo(program + " ended with exit code 1: host=a");
  }

  @Test
  void shouldSayNothingOfTheHostWhenItPrintsNothingOrGarbage() throws Exception {
    Script script = new Script(temp);

    assertThat(command(List.of(script.of(":"))).read(null).reason()).endsWith("printed nothing");
    Reading garbage =
        command(List.of(script.of("printf '\\377\\000=\\001\\nno name\\n'"))).read(null);
    assertThat(garbage.state()).isEqualTo(ReadState.FAILED);
    assertThat(garbage.identifiers()).isEmpty();
  }

  @Test
  void shouldWantAnAbsolutePath() {
    assertThat(command(List.of("id")).read(null).reason()).isEqualTo("id is not an absolute path");
  }

  @Test
  void shouldBackOffFromACommandThatFails() {
    OperatorCommand command = command(List.of(temp + "/none"));
    for (int i = 0; i < 12; i++) {
      command.read(null);
    }

    assertThat(command.leastRestNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(5));
  }
}
