package io.hostshift.notice;

import io.hostshift.base.JsonAnswer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@code vmtoolsd --cmd vm-operation-notification…} prints. Format: VMware, vSphere vMotion
 * notifications, version 1.0.0.
 */
final class VsphereAnswer {
  /** vSphere's own limit is half an hour. */
  private static final long MOST_SECONDS = TimeUnit.DAYS.toSeconds(1);

  /** The host knows the command, and does not grant it. */
  static final class NotGrantedException extends IOException {
    private static final long serialVersionUID = 1;

    NotGrantedException(String message) {
      super(message);
    }
  }

  private final Map<String, Object> fields;

  private VsphereAnswer(Map<String, Object> fields) {
    this.fields = fields;
  }

  /**
   * @throws IOException in words that complete "vmtoolsd …"
   */
  static VsphereAnswer parse(byte[] printed) throws IOException {
    Map<String, Object> fields;
    try {
      fields = JsonAnswer.object(JsonAnswer.parse(printed));
    } catch (IOException e) {
      throw new IOException("printed no JSON object", e);
    }
    if (!JsonAnswer.text(fields, "result").equals("true")) {
      String message = JsonAnswer.text(fields, "errorMessage");
      throw new NotGrantedException("was refused" + (message.isEmpty() ? "" : ": " + message));
    }
    return new VsphereAnswer(fields);
  }

  /** Of a registration. */
  String token() throws IOException {
    String token = JsonAnswer.text(fields, "uniqueToken");
    if (!token.matches("[0-9A-Za-z._:{}+/=-]{1,200}")) {
      throw new IOException("gave no token");
    }
    return token;
  }

  /** {@code start}, {@code end}, {@code timeout-change}, or empty where nothing has happened. */
  String eventType() {
    return JsonAnswer.text(fields, "eventType");
  }

  String operation() throws IOException {
    String id = JsonAnswer.text(fields, "operationId");
    if (!id.matches("[0-9A-Za-z._-]{1,100}")) {
      throw new IOException("gave no operation");
    }
    return id;
  }

  /** Whether this answer names one. */
  boolean hasOperation() {
    return !JsonAnswer.text(fields, "operationId").isEmpty();
  }

  boolean names(String operation) {
    return JsonAnswer.text(fields, "operationId").equals(operation);
  }

  String operationType() {
    return JsonAnswer.text(fields, "opType");
  }

  boolean succeeded() {
    return JsonAnswer.text(fields, "opStatus").equals("success");
  }

  String status() {
    return JsonAnswer.text(fields, "opStatus");
  }

  /** How long the host waits from now on; 0 if it does not say. */
  long timeoutMillis() {
    return TimeUnit.SECONDS.toMillis(
        JsonAnswer.number(fields, "notificationTimeoutInSec", MOST_SECONDS, 0));
  }

  /** Of a changed time limit. */
  long newTimeoutMillis() {
    return TimeUnit.SECONDS.toMillis(
        JsonAnswer.number(fields, "newNotificationTimeoutInSec", MOST_SECONDS, 0));
  }

  boolean acknowledged() {
    return JsonAnswer.text(fields, "ackStatus").equals("ack_received");
  }

  String acknowledgement() {
    return JsonAnswer.text(fields, "ackStatus");
  }
}
