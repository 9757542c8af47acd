package io.weir.registry;

import org.jspecify.annotations.Nullable;

/** A request to a registry that failed. The message says what happened; never a credential. */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String message;
  private final PullException.Reason reason;
  private final String remedy;

  public RegistryException(
      PullException.Reason reason, String what, String remedy, @Nullable Throwable cause) {
    super(cause);
    this.message = what;
    this.reason = reason;
    this.remedy = remedy;
  }

  RegistryException(PullException.Reason reason, String what, String remedy) {
    this(reason, what, remedy, null);
  }

  @Override
  public String getMessage() {
    return message;
  }

  public PullException.Reason reason() {
    return reason;
  }

  /** What to do about it, as a phrase. */
  public String remedy() {
    return remedy;
  }

  /** The same as it is told to who asked for the plugin at {@code url}. */
  PullException at(String url) {
    return new PullException(url, reason, message, remedy, this);
  }
}
