package io.weir.registry;

/** Told of bytes as they move. Called on the thread that moves them; must be quick. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (what, done, total) -> {};

  /**
   * Bytes have moved.
   *
   * @param what a short name of what moves, a digest or an address
   * @param done bytes so far
   * @param total bytes in all, -1 when not known
   */
  void moved(String what, long done, long total);
}
