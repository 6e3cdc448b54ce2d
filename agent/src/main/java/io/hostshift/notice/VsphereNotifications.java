package io.hostshift.notice;

import io.hostshift.host.MigrationModel;
import io.hostshift.source.process.ChildProcess;
import io.hostshift.source.process.ProgramPath;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * vSphere 8's notifications of a vMotion, through {@code vmtoolsd} as a child process. The host
 * waits for whoever is registered, so this is for a JVM that answers, and each answers for itself.
 *
 * <p>Where the host refuses to say what there is, it has forgotten the registration, and a new one
 * is made at the next read.
 */
public final class VsphereNotifications implements Channel {
  /** How long each child may take. */
  public static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final String PROGRAM = "vmtoolsd";
  private static final String COMMAND = "vm-operation-notification.";
  private static final String REGISTRATION =
      "{\"appName\":\"hostshift\",\"notificationTypes\":[\"sla-miss\"]}";
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long OPEN_REST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

  /** One event a call; more than these in one read are not plausible. */
  private static final int MOST_EVENTS = 16;

  private final ProgramPath path;
  private final ChildProcess child;
  private final LongSupplier millis;
  private final Map<String, Notice> open = new LinkedHashMap<>();
  private String token;
  private String complaint = "";

  /**
   * @param millis the clock of the epoch
   */
  public VsphereNotifications(ProgramPath path, ChildProcess child, LongSupplier millis) {
    this.path = path;
    this.child = child;
    this.millis = millis;
  }

  @Override
  public String name() {
    return "vsphere";
  }

  @Override
  public MigrationModel model() {
    return MigrationModel.COOPERATIVE;
  }

  @Override
  public List<Notice> read() throws IOException {
    if (token == null) {
      token = tools("register", REGISTRATION).token();
    }
    List<Notice> shown = new ArrayList<>();
    try {
      for (int i = 0; i < MOST_EVENTS; i++) {
        VsphereAnswer answer = tools("check-for-event", tokenJson());
        if (answer.eventType().isEmpty()) {
          break;
        }
        take(answer, shown);
      }
    } catch (VsphereAnswer.NotGrantedException e) {
      // The host does not know the registration any more, nor will it say how things end.
      token = null;
      open.clear();
      throw e;
    }
    shown.addAll(open.values());
    return shown;
  }

  private void take(VsphereAnswer answer, List<Notice> over) throws IOException {
    switch (answer.eventType()) {
      case "start":
        Notice begun = start(answer);
        open.put(begun.id(), begun);
        break;
      case "timeout-change":
        for (Notice notice : open.values()) {
          open.put(notice.id(), changed(notice, answer));
        }
        break;
      case "end":
        end(answer, over);
        break;
      default:
        // A later version's; what is not known is not acted upon.
        break;
    }
  }

  private Notice start(VsphereAnswer answer) throws IOException {
    long now = millis.getAsLong();
    boolean migration = answer.operationType().equals("host-migration");
    long limit = now + answer.timeoutMillis();
    return new NoticeBuilder(name(), answer.operation())
        .kind(migration ? NoticeKind.MIGRATION : NoticeKind.PAUSE)
        .text(answer.operationType())
        .heardAt(now)
        .notBefore(limit)
        .limit(limit)
        .expectUntil(limit + HOUR_MILLIS)
        .build();
  }

  /** The time runs from the beginning of the operation. */
  private static Notice changed(Notice notice, VsphereAnswer answer) {
    long limit = notice.heardAtMillis() + answer.newTimeoutMillis();
    return answer.newTimeoutMillis() == 0
        ? notice
        : notice.but().limit(limit).notBefore(limit).expectUntil(limit + HOUR_MILLIS).build();
  }

  /** Without an operation in it, it is about whichever is open. */
  private void end(VsphereAnswer answer, List<Notice> over) {
    for (Notice notice : new ArrayList<>(open.values())) {
      boolean meant = !answer.hasOperation() || answer.names(notice.id());
      if (meant) {
        open.remove(notice.id());
        over.add(
            notice
                .but()
                .phase(answer.succeeded() ? Phase.ENDED : Phase.CANCELLED)
                .text(notice.text() + ", " + answer.status())
                .build());
      }
    }
  }

  private VsphereAnswer tools(String command, String json) throws IOException {
    File program = path.find(PROGRAM);
    if (program == null) {
      throw new IOException(PROGRAM + " (open-vm-tools) is in none of " + path);
    }
    List<String> argv = Arrays.asList(program.getPath(), "--cmd", COMMAND + command + " " + json);
    String words = program + " --cmd " + COMMAND + command + " ";
    try {
      return VsphereAnswer.parse(child.run(argv));
    } catch (VsphereAnswer.NotGrantedException e) {
      throw new VsphereAnswer.NotGrantedException(words + e.getMessage());
    } catch (IOException e) {
      throw new IOException(words + e.getMessage(), e);
    }
  }

  private String tokenJson() {
    return "{\"uniqueToken\":\"" + token + "\"}";
  }

  @Override
  public long restNanos() {
    return open.isEmpty() ? REST_NANOS : OPEN_REST_NANOS;
  }

  @Override
  public void acknowledge(Notice notice) throws IOException {
    String json = "{\"operationId\":" + quoted(notice.id()) + ",\"uniqueToken\":\"" + token + "\"}";
    VsphereAnswer answer;
    try {
      answer = tools("ack-event", json);
    } catch (VsphereAnswer.NotGrantedException e) {
      throw new NoticeUnansweredException(e);
    }
    if (!answer.acknowledged()) {
      throw new IOException("its answer to the acknowledgement is " + answer.acknowledgement());
    }
  }

  /** As it came: the host gives a number. */
  private static String quoted(String id) {
    return id.matches("\\d+") ? id : "\"" + id + "\"";
  }

  /** Why the registration could not be taken back; empty if it was. */
  String complaint() {
    return complaint;
  }

  /** A registration that is left behind would have the host wait for nobody. */
  @Override
  public void close() {
    if (token == null) {
      return;
    }
    try {
      tools("unregister", tokenJson());
    } catch (IOException e) {
      // It could not be told, and waits for its time limit at the next move.
      complaint = e.getMessage();
    }
    token = null;
  }
}
