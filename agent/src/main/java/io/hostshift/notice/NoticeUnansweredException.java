package io.hostshift.notice;

import java.io.IOException;

/** An answer has surely not reached the hypervisor, so that it can be sent again. */
final class NoticeUnansweredException extends IOException {
  private static final long serialVersionUID = 1;

  NoticeUnansweredException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
