package io.hostshift.config;

import java.util.Collections;
import java.util.List;

/** A value that is understood and all the same not taken; the message is the whole sentence. */
final class RefusedValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<FileProblem> causes;

  RefusedValue(String sentence) {
    this(sentence, Collections.<FileProblem>emptyList());
  }

  /**
   * @param causes what is wrong in a file that the value names
   */
  RefusedValue(String sentence, List<FileProblem> causes) {
    super(sentence);
    this.causes = causes;
  }

  List<FileProblem> causes() {
    return causes;
  }
}
