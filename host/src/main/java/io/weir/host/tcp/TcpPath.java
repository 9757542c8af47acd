package io.weir.host.tcp;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One direction of a connection: bytes go from filter to filter until one of them stops them. A
 * filter that has stopped is asked again with all that it holds whenever more comes; once it lets
 * go, by its answer or by {@code proxy_continue_stream}, all goes on to the next. Confined to the
 * loop.
 */
final class TcpPath {
  /** How many bytes filters may hold before the peer is not read from any more. */
  static final int BUFFER_LIMIT = 1 << 20;

  /** Where bytes go that have passed all filters. */
  interface Sink {
    /** Takes {@code bytes} over, which may be empty. */
    void take(ByteBuf bytes, boolean end);
  }

  private final boolean downstream;
  private final List<TcpFilter> filters;
  private final Sink sink;
  private final BooleanSupplier halted;

  /**
   * @param downstream whether these are the client's bytes
   * @param filters in the order of this direction
   * @param halted whether nothing is to pass any more
   */
  TcpPath(boolean downstream, List<TcpFilter> filters, Sink sink, BooleanSupplier halted) {
    this.downstream = downstream;
    this.filters = filters;
    this.sink = sink;
    this.halted = halted;
  }

  /** Takes {@code bytes} over, which may be empty: the first ones open the way. */
  void push(ByteBuf bytes, boolean end) {
    pass(0, bytes, end);
  }

  /** What the filter holds goes on to the next; nothing happens when it does not hold. */
  void resume(TcpFilter filter) {
    Hold hold = filter.hold(downstream);
    if (hold.paused && !halted.getAsBoolean()) {
      hold.paused = false;
      pass(filters.indexOf(filter) + 1, hold.bytes.take(), hold.takeEnd());
    }
  }

  private void pass(int from, ByteBuf bytes, boolean end) {
    ByteBuf moving = bytes;
    boolean atEnd = end;
    for (int i = from; i < filters.size() && !halted.getAsBoolean(); i++) {
      TcpFilter filter = filters.get(i);
      Hold hold = filter.hold(downstream);
      hold.add(moving, atEnd);
      if (!filter.admits(downstream)) {
        return;
      }
      moving = hold.bytes.take();
      atEnd = hold.takeEnd();
    }
    if (halted.getAsBoolean()) {
      moving.release();
      return;
    }
    sink.take(moving, atEnd);
  }

  /** Whether some filter waits, for more bytes perhaps. */
  boolean isPaused() {
    for (TcpFilter filter : filters) {
      if (filter.hold(downstream).paused) {
        return true;
      }
    }
    return false;
  }

  boolean isFull() {
    int held = 0;
    for (TcpFilter filter : filters) {
      held += filter.hold(downstream).bytes.length();
    }
    return held >= BUFFER_LIMIT;
  }

  void release() {
    filters.forEach(f -> f.hold(downstream).bytes.release());
  }
}
