package io.hostshift.report.jmx;

import javax.management.MBeanNotificationInfo;
import javax.management.Notification;

/** The notifications of {@code io.hostshift:type=Migrations}, with what a client shows of them. */
final class NotificationTypes {
  static final String PREFIX = "io.hostshift.";

  private NotificationTypes() {}

  /** Made anew: the arrays of JMX may be changed by whoever gets them. */
  static MBeanNotificationInfo[] all() {
    return new MBeanNotificationInfo[] {
      info("migration", "The VM was moved, restored or disrupted; the user data is the event"),
      info("resized", "The capacity alone has changed; the user data is the event"),
      info("settled", "Nothing joins the event any more; the user data is the event"),
      info("notice", "What the hypervisor announced; the user data is the notice"),
      info(
          "memory",
          "The heap may grow beyond the memory that there is now; no user data but the latest"
              + " event, if there was one"),
      info(
          "features-lost",
          "This host's processor lacks what compiled code may need; no user data"
              + " but the latest event, if there was one"),
      info(
          "unsound",
          "What this JVM does is no longer right on this host; no user data but the latest event,"
              + " if there was one")
    };
  }

  private static MBeanNotificationInfo info(String type, String description) {
    return new MBeanNotificationInfo(
        new String[] {PREFIX + type}, Notification.class.getName(), description);
  }
}
