package io.hostshift.nativeaccess.logging;

/** Takes the place of java.util.logging's level in the isolated JNA; see {@link Logger}. */
public final class Level {
  public static final Level SEVERE = new Level();
  public static final Level WARNING = new Level();
  public static final Level INFO = new Level();
  public static final Level FINE = new Level();
  public static final Level FINER = new Level();

  private Level() {}
}
