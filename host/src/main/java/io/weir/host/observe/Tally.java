package io.weir.host.observe;

import io.weir.host.observe.record.StreamRecord;

/**
 * What is counted of the streams of one listener, route or cluster. Confined to one loop, or a
 * copy.
 */
final class Tally {
  /** Streams that ended without a response, then by the first digit of the status. */
  static final int CLASSES = 6;

  final long[] byClass = new long[CLASSES];
  long requestBytes;
  long responseBytes;
  long attempts;
  long nanos;
  int active;

  void ended(StreamRecord record, int statusClass, long duration) {
    byClass[statusClass]++;
    requestBytes += record.requestBytes();
    responseBytes += record.responseBytes();
    attempts += record.attempts();
    nanos += duration;
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
