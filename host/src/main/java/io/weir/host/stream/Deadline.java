package io.weir.host.stream;

import org.jspecify.annotations.Nullable;

/** What is to happen when a time is up, and the place of that in {@link Deadlines}. On one loop. */
public abstract class Deadline {
  @Nullable Deadline before;
  @Nullable Deadline after;
  @Nullable DeadlineQueue queue;
  long due;

  /** The time is up. Armed no more; it may be armed anew. */
  protected abstract void expired();

  /** Whether the time runs. */
  public final boolean isArmed() {
    return queue != null;
  }

  /** Nothing happens; nor when it is not armed. */
  public final void disarm() {
    DeadlineQueue armed = queue;
    if (armed != null) {
      armed.remove(this);
    }
  }
}
