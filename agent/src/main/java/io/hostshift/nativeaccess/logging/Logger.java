package io.hostshift.nativeaccess.logging;

/**
 * Takes the place of java.util.logging's logger in the isolated JNA.
 *
 * <p>JNA asks for its logger when its first class is initialised, which would initialise the JVM's
 * log manager before the application could name its own. What JNA has to say is in what it throws.
 */
public final class Logger {
  private static final Logger SILENT = new Logger();

  private Logger() {}

  public static Logger getLogger(String name) {
    return SILENT;
  }

  public boolean isLoggable(Level level) {
    return false;
  }

  public void log(Level level, String message) {}

  public void log(Level level, String message, Object parameter) {}

  public void log(Level level, String message, Object[] parameters) {}

  public void log(Level level, String message, Throwable thrown) {}
}
