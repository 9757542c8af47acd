package io.weir.bench.torture.payload;

/** What the origin does wrong on purpose, to prove that the clients notice. */
public enum Fault {
  NONE,
  DROP,
  DUPLICATE
}
