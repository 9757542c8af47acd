package io.weir.proxywasm.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls of one VM that are under way, HTTP, gRPC and Redis together: how many, how many bytes
 * of requests they hold, and their tokens. A token's low two bits tell the kind of call.
 */
final class CallsInFlight {
  static final int HTTP = 0;
  static final int GRPC_CALL = 1;
  static final int GRPC_STREAM = 2;
  static final int REDIS = 3;

  private static final int KIND_BITS = 2;

  private final int limit;
  private final long maxBytes;
  private int count;
  private long bytes;
  private int nextNumber = 1;
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param limit how many at a time
   * @param maxBytes what their requests may hold together
   */
  CallsInFlight(int limit, long maxBytes) {
    this.limit = limit;
    this.maxBytes = maxBytes;
  }

  /** What was not taken in for a limit. Any thread. */
  long refused() {
    return refused.get();
  }

  static int kind(int token) {
    return token & (1 << KIND_BITS) - 1;
  }

  /** A token that is not 0. */
  int token(int kind) {
    int number = nextNumber;
    nextNumber = Math.max(1, (nextNumber + 1) & (-1 >>> KIND_BITS));
    return number << KIND_BITS | kind;
  }

  /** Takes a call in; false past a limit. */
  boolean begin(long requestBytes) {
    if (count >= limit) {
      refused.incrementAndGet();
      return false;
    }
    if (!hold(requestBytes)) {
      return false;
    }
    count++;
    return true;
  }

  /** Takes in further bytes of a call under way; false past the limit. */
  boolean hold(long moreBytes) {
    if (bytes + moreBytes > maxBytes) {
      refused.incrementAndGet();
      return false;
    }
    bytes += moreBytes;
    return true;
  }

  /**
   * @param requestBytes all that the call was taken in with
   */
  void end(long requestBytes) {
    count--;
    bytes -= requestBytes;
  }
}
