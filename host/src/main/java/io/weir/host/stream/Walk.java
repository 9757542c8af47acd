package io.weir.host.stream;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a stream works: one event at a time, then all that it deferred. So no filter
 * is ever entered while another is on the stack. Confined to the stream's loop.
 */
public final class Walk {
  private final Owner owner;
  private @Nullable ArrayDeque<Runnable> deferred;
  private int depth;
  private boolean parked;

  /** Whose events they are. */
  public interface Owner {
    /** Told of what an event threw; the events after it still run. */
    void defect(Throwable thrown);

    /** Runs after each event and all that it deferred. */
    void walked();
  }

  /**
   * What comes in all the time, as a method of {@code T}: an event without an object of its own.
   *
   * @param <T> what the event is for
   * @param <A> what comes
   */
  public interface Arrival<T, A> {
    void handle(T target, A argument, boolean end);
  }

  public Walk(Owner owner) {
    this.owner = owner;
  }

  public boolean isUnderWay() {
    return depth > 0;
  }

  /** Whether events wait, for a VM that is being started. */
  public boolean isParked() {
    return parked;
  }

  /** From now on {@link #later} keeps what it is given, until {@link #unpark}. */
  public void park() {
    parked = true;
  }

  /** What waited runs now; each is an event of its own. */
  public void unpark() {
    parked = false;
    Runnable event;
    while ((event = next()) != null) {
      event.run();
    }
  }

  /** No event is waited with any more; what waits runs with the next one. */
  public void hurry() {
    parked = false;
  }

  /** Runs an event, then all that it deferred. */
  public void run(Runnable event) {
    depth++;
    attempt(event);
    leave();
  }

  /** As {@link #run(Runnable)}. */
  public <T, A> void run(Arrival<T, A> event, T target, A argument, boolean end) {
    depth++;
    try {
      event.handle(target, argument, end);
    } catch (Exception | StackOverflowError e) {
      owner.defect(e);
    }
    leave();
  }

  private void leave() {
    if (depth > 1) {
      depth--;
      return;
    }
    if (!parked) {
      drain();
    }
    depth = 0;
    owner.walked();
  }

  /** Runs {@code action} now, or when the event that runs now is done. */
  public void later(Runnable action) {
    if (depth > 0) {
      keep(action);
      return;
    }
    run(action);
  }

  /** Keeps {@code event} until {@link #unpark}. */
  public void keep(Runnable event) {
    ArrayDeque<Runnable> queue = deferred;
    if (queue == null) {
      queue = new ArrayDeque<>();
      deferred = queue; // most streams defer nothing
    }
    queue.add(event);
  }

  private @Nullable Runnable next() {
    ArrayDeque<Runnable> queue = deferred;
    return queue == null ? null : queue.poll();
  }

  /** From here on nothing starts anew: whatever is asked for later is kept, and never run. */
  public void close() {
    depth = 1;
  }

  /** What waits finds that the stream is over, and frees what it holds. */
  public void drain() {
    parked = false;
    Runnable event;
    while ((event = next()) != null) {
      attempt(event);
    }
  }

  public void attempt(Runnable event) {
    try {
      event.run();
    } catch (Exception | StackOverflowError e) {
      // Also a checked one: Netty throws such where none is declared. An exhausted stack is a
      // defect of this event, too; what it holds must be let go.
      owner.defect(e);
    }
  }
}
