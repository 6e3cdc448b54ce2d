package io.hostshift.source.capacity;

/** The processors that this process may run on, as the kernel counts them. */
interface Affinity {
  /** Where it cannot be asked, such as beside the copied files of another guest. */
  Affinity UNKNOWN =
      new Affinity() {
        @Override
        public boolean refresh() {
          return false;
        }

        @Override
        public int count() {
          return 0;
        }
      };

  /** Asks now. Whether {@link #count} is another one, or was reached by other processors. */
  boolean refresh();

  /** 0 if it is not known. */
  int count();
}
