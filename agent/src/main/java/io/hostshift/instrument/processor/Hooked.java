package io.hostshift.instrument.processor;

import java.util.ArrayList;
import java.util.List;

/** A class whose calls were hooked. */
final class Hooked {
  private final String name;
  private final List<String> fields = new ArrayList<>();
  private byte[] classFile;
  private int sites;
  private boolean references;

  /**
   * @param name with slashes
   */
  Hooked(String name) {
    this.name = name;
  }

  /** With dots. */
  String className() {
    return name.replace('/', '.');
  }

  /** Its new bytes, once. */
  byte[] takeClassFile() {
    byte[] taken = classFile;
    classFile = null;
    return taken;
  }

  void setClassFile(byte[] bytes) {
    classFile = bytes;
  }

  void addSite() {
    sites++;
  }

  /** How many calls and references were hooked. */
  int sites() {
    return sites;
  }

  void addReference() {
    sites++;
    references = true;
  }

  /** Whether it makes method references or handles, which may have been made before. */
  boolean references() {
    return references;
  }

  void addField(String field) {
    fields.add(field);
  }

  /** The static final fields that its initialiser has set by the number. */
  List<String> fields() {
    return fields;
  }
}
