package io.weir.host.observe.record;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The streams of one worker that are under way: a list in no order. Confined to its loop. */
public final class LiveRecords {
  private @Nullable LiveRecord first;
  private int size;

  public void add(LiveRecord record) {
    LiveRecord second = first;
    record.next = second;
    record.linked = true;
    if (second != null) {
      second.previous = record;
    }
    first = record;
    size++;
  }

  /** Idempotent. */
  public void remove(LiveRecord record) {
    if (!record.linked) {
      return;
    }
    LiveRecord before = record.previous;
    LiveRecord after = record.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after != null) {
      after.previous = before;
    }
    record.previous = null;
    record.next = null;
    record.linked = false;
    size--;
  }

  public int size() {
    return size;
  }

  /** The {@code most} youngest, the youngest first. */
  public void youngest(int most, Consumer<LiveRecord> action) {
    LiveRecord at = first;
    for (int i = 0; i < most && at != null; i++) {
      action.accept(at);
      at = at.next;
    }
  }
}
