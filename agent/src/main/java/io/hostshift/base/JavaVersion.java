package io.hostshift.base;

/** Versions of Java by their feature number: 8, 11, 17, … */
public final class JavaVersion {
  /** The system property that says which one it is. */
  public static final String PROPERTY = "java.specification.version";

  private JavaVersion() {}

  /** Of the JVM that this is called in; 0 if it cannot be told. */
  public static int feature() {
    return feature(System.getProperty(PROPERTY, ""));
  }

  /**
   * The number in {@value #PROPERTY}; 0 if it cannot be told.
   *
   * @param specification such as {@code 1.8} and {@code 17}
   */
  public static int feature(String specification) {
    String feature = specification.startsWith("1.") ? specification.substring(2) : specification;
    return feature.matches("[0-9]{1,4}") ? Integer.parseInt(feature) : 0;
  }
}
