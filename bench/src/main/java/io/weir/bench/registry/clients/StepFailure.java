package io.weir.bench.registry.clients;

/** A client did not do what it should, or the registry did not. */
final class StepFailure extends Exception {
  private static final long serialVersionUID = 1L;

  StepFailure(String message) {
    super(message);
  }
}
