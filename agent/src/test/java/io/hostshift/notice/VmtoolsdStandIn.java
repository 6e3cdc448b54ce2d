package io.hostshift.notice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A vmtoolsd that answers {@code --cmd 'vm-operation-notification.COMMAND JSON'}: it knows the
 * tokens that it has given, keeps a queue of events, one a call, and notes what it was asked.
 */
final class VmtoolsdStandIn {
  private static final String SCRIPT =
      """
      #!/bin/sh
      cd "${0%/*}" || exit 1
      [ "$1" = --cmd ] || exit 1
      case "$2" in vm-operation-notification.*) ;; *) echo "Unknown command"; exit 1 ;; esac
      call="${2#vm-operation-notification.}"
      command="${call%% *}"
      json="${call#* }"
      echo "$call" >> calls
      refused() {
        echo "{\\"version\\":\\"1.0.0\\",\\"result\\":false,\\"errorMessage\\":\\"$1\\"}"; exit 0
      }
      [ -e "refuse-$command" ] && refused "not allowed"
      token() {
        for t in $(cat tokens 2>/dev/null); do
          case "$json" in *"\\"uniqueToken\\":\\"$t\\""*) return 0 ;; esac
        done
        refused "no such token"
      }
      case "$command" in
        register)
          n=$(($(cat tokens 2>/dev/null | wc -l) + 1))
          echo "token-$n" >> tokens
          printf '{"version":"1.0.0","result":true,"guaranteed":true,"uniqueToken":"%s",' "token-$n"
          echo '"notificationTimeoutInSec":120}' ;;
        check-for-event)
          token
          next=$(ls events 2>/dev/null | head -n 1)
          if [ -n "$next" ]; then cat "events/$next"; rm "events/$next"
          else echo '{"version":"1.0.0","result":true}'; fi ;;
        ack-event)
          token
          case "$json" in *'"operationId":'*) ;; *) refused "no operation" ;; esac
          echo '{"version":"1.0.0","result":true,"operationId":1,"ackStatus":"ack_received"}' ;;
        unregister) token; echo '{"version":"1.0.0","result":true}' ;;
        *) refused "unknown" ;;
      esac
      """;

  private VmtoolsdStandIn() {}

  static void install(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("events"));
    Path program = Files.writeString(folder.resolve("vmtoolsd"), SCRIPT);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void event(Path folder, String json) throws IOException {
    Path events = folder.resolve("events");
    long count;
    try (var all = Files.list(events)) {
      count = all.count();
    }
    Path fresh = Files.writeString(folder.resolve("event.new"), json);
    String name = String.format("%03d-%d", count, System.nanoTime());
    Files.move(fresh, events.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  static void refuse(Path folder, String command) throws IOException {
    Files.writeString(folder.resolve("refuse-" + command), "");
  }

  static void allow(Path folder, String command) throws IOException {
    Files.delete(folder.resolve("refuse-" + command));
  }

  /** What it was asked, of this command, in order. */
  static List<String> calls(Path folder, String command) throws IOException {
    Path calls = folder.resolve("calls");
    if (!Files.exists(calls)) {
      return List.of();
    }
    return Files.readAllLines(calls).stream()
        .filter(call -> call.equals(command) || call.startsWith(command + " "))
        .toList();
  }
}
