package io.weir.bench.registry;

/** A check that cannot be made here: what is missing, and how to get it. */
public final class CannotRunException extends Exception {
  private static final long serialVersionUID = 1L;

  public CannotRunException(String message) {
    super(message);
  }
}
