package io.weir.host.net;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers of clients' connections, each given once. Any thread. */
final class ConnectionIds {
  private static final AtomicLong LAST = new AtomicLong();

  private ConnectionIds() {}

  static long next() {
    return LAST.incrementAndGet();
  }
}
