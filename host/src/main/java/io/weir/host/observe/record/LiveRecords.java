package io.weir.host.observe.record;

import org.jspecify.annotations.Nullable;

/** The streams of one worker that are under way, by age. Confined to its loop. */
public final class LiveRecords {
  private @Nullable LiveRecord first;
  private @Nullable LiveRecord last;
  private int size;

  public void add(LiveRecord record) {
    LiveRecord before = last;
    record.previous = before;
    record.linked = true;
    if (before == null) {
      first = record;
    } else {
      before.next = record;
    }
    last = record;
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
    if (after == null) {
      last = before;
    } else {
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

  /** Null when there is none. */
  public @Nullable LiveRecord eldest() {
    return first;
  }

  /** The one that came after it; null when there is none. */
  public static @Nullable LiveRecord younger(LiveRecord record) {
    return record.next;
  }
}
