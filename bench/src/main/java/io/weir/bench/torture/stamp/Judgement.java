package io.weir.bench.torture.stamp;

/** What the stamps of one answer say about the table that it was answered by. */
public enum Judgement {
  /** A state that was live, or becoming live, between the request's start and its headers. */
  RIGHT,
  /** The stamps belong to no single state: a mixed chain. */
  MIXED,
  /**
   * A state that was already replaced, and its replacement acknowledged, at the request's start.
   */
  STALE,
  /** A state that nobody has asked for yet. */
  EARLY,
  /** An older state than an earlier answer on the same connection had. */
  WENT_BACK
}
