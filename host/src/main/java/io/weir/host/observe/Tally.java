package io.weir.host.observe;

import io.weir.host.observe.record.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of the streams of one listener, route or cluster. Confined to one loop, or a
 * copy.
 */
final class Tally {
  /** Streams that ended without a response, then by the first digit of the status. */
  static final int CLASSES = 6;

  final long[] byClass = new long[CLASSES];

  /** How long they took; of routes only the sum is kept. */
  final @Nullable Buckets durations;

  long requestBytes;
  long responseBytes;
  long attempts;
  long nanos;
  int active;

  /**
   * @param timed whether durations are kept
   */
  Tally(boolean timed) {
    durations = timed ? new Buckets() : null;
  }

  void ended(StreamRecord record, int statusClass, long duration) {
    byClass[statusClass]++;
    requestBytes += record.requestBytes();
    responseBytes += record.responseBytes();
    attempts += record.attempts();
    nanos += duration;
  }

  /** One more duration for the histogram, if there is one. */
  void took(long duration) {
    if (durations != null) {
      durations.add(duration);
    }
  }

  void add(Tally other) {
    for (int i = 0; i < CLASSES; i++) {
      byClass[i] += other.byClass[i];
    }
    requestBytes += other.requestBytes;
    responseBytes += other.responseBytes;
    attempts += other.attempts;
    nanos += other.nanos;
    active += other.active;
    if (durations != null && other.durations != null) {
      durations.add(other.durations);
    }
  }

  long streams() {
    long all = 0;
    for (long count : byClass) {
      all += count;
    }
    return all;
  }

  static int classOf(int status) {
    return status < 100 || status > 599 ? 0 : status / 100;
  }

  static String className(int index) {
    return index == 0 ? "none" : index + "xx";
  }
}
