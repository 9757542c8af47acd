package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.proxywasm.FilterDataStatus;
import io.weir.proxywasm.FilterHeadersStatus;
import io.weir.proxywasm.FilterTrailersStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a stream through its filters: the pause and resume rules of proxy-wasm as
 * Envoy's filter manager has them. Each filter holds its own headers, body and trailers, so that
 * any number of filters may pause at once. Events come in at the source end, or at a filter that
 * resumes; what has passed every filter goes to the sink.
 */
abstract class FilterPath {
  /** The most that one filter may hold, in bytes: Envoy's default for a connection's buffers. */
  static final int BUFFER_LIMIT = 1 << 20;

  /** The most that a plugin may raise that limit to, in bytes. */
  static final int MAX_BUFFER_LIMIT = 256 << 20;

  private static final PluginFilter[] NONE = {};

  private final PluginFilter[] filters;
  private final boolean request;
  private int bufferLimit = BUFFER_LIMIT;
  private int cut = -1;
  private boolean halted;
  @Nullable HeaderList headers;
  @Nullable HeaderList trailers;

  /**
   * @param filters in the order of this direction
   */
  FilterPath(List<PluginFilter> filters, boolean request) {
    this.filters = filters.isEmpty() ? NONE : filters.toArray(NONE);
    this.request = request;
  }

  /** Headers have passed every filter. */
  abstract void sinkHeaders(HeaderList headers, boolean end);

  /** A chunk has passed every filter; the sink owns it. */
  abstract void sinkData(ByteBuf chunk, boolean end);

  abstract void sinkTrailers(HeaderList trailers);

  /** A filter that asked for buffering holds more than the limit. */
  abstract void overLimit();

  /** A filter has ended this direction itself: the source is of no more use. */
  abstract void sourceCut();

  /** Nothing moves any more until {@link #restart}: a reply or a reset is under way. */
  final void halt() {
    halted = true;
  }

  final boolean halted() {
    return halted;
  }

  final int bufferLimit() {
    return bufferLimit;
  }

  /**
   * @param bytes 0 for the most that is allowed
   */
  final void bufferLimit(int bytes) {
    bufferLimit = bytes == 0 ? MAX_BUFFER_LIMIT : Math.min(bytes, MAX_BUFFER_LIMIT);
  }

  /** Begins anew for a local reply: what was held is dropped. */
  final void restart() {
    release();
    for (PluginFilter filter : filters) {
      filter.resetState(request);
    }
    halted = false;
  }

  final void onHeaders(HeaderList arrived, boolean end) {
    headers = arrived;
    headers(0, end);
  }

  final void onData(ByteBuf chunk, boolean end) {
    if (cut >= 0) {
      chunk.release();
      return;
    }
    data(0, chunk, end);
  }

  final void onTrailers(HeaderList arrived) {
    if (cut < 0) {
      trailers = arrived;
      trailers(0);
    }
  }

  /**
   * Whether some filter holds so much that the source should not be read for now. Where too much is
   * an error it is read on, so that the error comes.
   */
  final boolean isFull() {
    for (PluginFilter filter : filters) {
      FilterState st = state(filter);
      if (st.held.length() >= bufferLimit && !st.failsPastLimit()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a filter behind this one holds as much as it may. */
  final boolean isFullBehind(PluginFilter filter) {
    for (int i = indexOf(filter) + 1; i < filters.length; i++) {
      if (state(filters[i]).held.length() >= bufferLimit) {
        return true;
      }
    }
    return false;
  }

  final void release() {
    for (PluginFilter filter : filters) {
      state(filter).release();
    }
  }

  /**
   * A filter says continue, or is taken out: what it holds goes on. Not paused: nothing happens.
   */
  final void resume(PluginFilter filter) {
    FilterState st = state(filter);
    int index = indexOf(filter);
    putIn(index); // what was put in before the guest said continue
    if (!st.paused() || halted || index <= cut) {
      return;
    }
    // Held headers of the all-stopping kind mean that this filter has not seen the body yet.
    int next = st.stopsAll() && !filter.removed() ? index : index + 1;
    boolean headersHeld = st.stop != FilterState.Stop.NONE;
    boolean trailersHeld = st.trailersHeld;
    // All of it first: the callbacks that follow may pause anew.
    st.unpause();
    if (headersHeld) {
      sendHeadersOn(index, st, st.endWithHeaders);
    }
    if (!halted && (!st.held.isEmpty() || st.endHeld)) {
      boolean end = st.endHeld;
      st.endHeld = false;
      data(next, st.held.take(), end);
    }
    if (!halted && trailersHeld) {
      trailers(next);
    }
  }

  /**
   * Headers that a filter held go on; when they have gone before, only their end is left to say.
   */
  private void sendHeadersOn(int index, FilterState st, boolean end) {
    if (!st.headersGone) {
      headers(index + 1, end);
    } else if (end) {
      data(index + 1, Unpooled.EMPTY_BUFFER, true);
    }
  }

  // ---- bytes that filters put in

  /** Whether bytes may still be put in behind the filter: it has had headers, and not ended yet. */
  final boolean takesInjection(PluginFilter filter) {
    return !halted && state(filter).callbacks > 0 && indexOf(filter) > cut;
  }

  /**
   * What the filter has put in goes on behind it, ahead of what it holds. Headers that it holds go
   * first; its pause lasts.
   */
  final void putIn(PluginFilter filter) {
    putIn(indexOf(filter));
  }

  private void putIn(int index) {
    FilterState st = state(filters[index]);
    if (halted || index <= cut || st.injected.isEmpty()) {
      return;
    }
    if (st.stop != FilterState.Stop.NONE && !st.headersGone) {
      st.headersGone = true;
      headers(index + 1, false);
    }
    InjectedData.Chunk next;
    while (!halted && index > cut && (next = st.injected.poll()) != null) {
      if (next.end()) {
        cutBefore(index);
      }
      data(index + 1, Unpooled.wrappedBuffer(next.bytes()), next.end());
    }
  }

  /** The filter has said the last word: what it and those before it hold is dropped. */
  private void cutBefore(int index) {
    cut = index;
    for (int i = 0; i <= index; i++) {
      FilterState st = state(filters[i]);
      st.release();
      st.unpause();
    }
    sourceCut();
  }

  // ---- the walk

  private void headers(int from, boolean end) {
    HeaderList all = headers;
    if (all == null) {
      return;
    }
    for (int i = from; i < filters.length; i++) {
      PluginFilter filter = filters[i];
      if (filter.removed()) {
        continue;
      }
      FilterState st = state(filter);
      st.callbacks++;
      FilterHeadersStatus status = filter.onHeaders(request, all, end);
      if (halted) {
        return;
      }
      if (status != FilterHeadersStatus.CONTINUE) {
        st.stop = stop(status);
        st.endWithHeaders = end;
        putIn(i);
        return;
      }
      if (!st.injected.isEmpty()) {
        headersAndInjected(i, end);
        return;
      }
    }
    all.freeze();
    sinkHeaders(all, end);
  }

  /** The headers are not the end when something was put in behind them. */
  private void headersAndInjected(int index, boolean end) {
    headers(index + 1, false);
    putIn(index);
    if (end && !halted && index > cut) {
      data(index + 1, Unpooled.EMPTY_BUFFER, true);
    }
  }

  private static FilterState.Stop stop(FilterHeadersStatus status) {
    return switch (status) {
      case CONTINUE -> FilterState.Stop.NONE;
      case STOP_ITERATION -> FilterState.Stop.HEADERS;
      case STOP_ALL_AND_BUFFER -> FilterState.Stop.ALL_BUFFER;
      case STOP_ALL_AND_WATERMARK -> FilterState.Stop.ALL_WATERMARK;
    };
  }

  private void data(int from, ByteBuf arrived, boolean arrivedEnd) {
    ByteBuf chunk = arrived;
    boolean end = arrivedEnd;
    for (int i = from; i < filters.length; i++) {
      if (halted || i <= cut) {
        chunk.release();
        return;
      }
      PluginFilter filter = filters[i];
      FilterState st = state(filter);
      if (filter.removed() || passesUnseen(filter, st)) {
        continue;
      }
      if (st.stopsAll() || st.trailersStopped) {
        hold(st, chunk, end);
        return;
      }
      boolean hadHeld = !st.held.isEmpty();
      st.held.append(chunk);
      boolean hadTrailers = trailers != null;
      FilterDataStatus status = body(filter, st, end);
      if (!halted) {
        putIn(i);
      }
      if (halted || i <= cut) {
        st.held.release();
        return;
      }
      boolean trailersAdded = end && !hadTrailers && trailers != null;
      end = end && !trailersAdded;
      if (status != FilterDataStatus.CONTINUE) {
        pause(st, status, hadHeld, end, trailersAdded);
        return;
      }
      chunk = st.held.take();
      st.bodyPaused = false;
      letHeadersGo(i, st);
      if (trailersAdded) {
        data(i + 1, chunk, false);
        if (!halted) {
          trailers(i + 1);
        }
        return;
      }
    }
    if (halted) {
      chunk.release();
      return;
    }
    sinkData(chunk, end);
  }

  private FilterDataStatus body(PluginFilter filter, FilterState st, boolean end) {
    st.callbacks++;
    st.atLastChunk = end;
    FilterDataStatus status = filter.onBody(request, st.held.length(), end);
    st.atLastChunk = false;
    return status;
  }

  private boolean passesUnseen(PluginFilter filter, FilterState st) {
    return !st.paused() && st.held.isEmpty() && !filter.wantsBody(request);
  }

  /** Headers that were held alone go on with the body that passes. */
  private void letHeadersGo(int index, FilterState st) {
    if (st.stop == FilterState.Stop.HEADERS) {
      st.stop = FilterState.Stop.NONE;
      sendHeadersOn(index, st, false);
    }
  }

  private void pause(
      FilterState st,
      FilterDataStatus status,
      boolean hadHeld,
      boolean end,
      boolean trailersAdded) {
    st.bodyPaused = true;
    st.bodyBuffering = status == FilterDataStatus.STOP_AND_BUFFER;
    st.endHeld = end;
    st.trailersHeld = trailersAdded;
    st.trailersStopped = trailersAdded;
    if (status == FilterDataStatus.STOP_NO_BUFFER && !hadHeld) {
      st.held.release();
    }
    checkLimit(st);
  }

  private void hold(FilterState st, ByteBuf chunk, boolean end) {
    st.held.append(chunk);
    st.endHeld = end;
    checkLimit(st);
  }

  private void checkLimit(FilterState st) {
    if (st.held.length() > bufferLimit && st.failsPastLimit()) {
      overLimit();
    }
  }

  private void trailers(int from) {
    HeaderList all = trailers;
    if (all == null) {
      return;
    }
    for (int i = from; i < filters.length; i++) {
      PluginFilter filter = filters[i];
      FilterState st = state(filter);
      if (i <= cut) {
        return;
      }
      if (filter.removed()) {
        continue;
      }
      if (st.stopsAll()) {
        st.trailersHeld = true;
        return;
      }
      st.callbacks++;
      FilterTrailersStatus status = filter.onTrailers(request, all);
      putIn(i);
      if (halted || i <= cut) {
        return;
      }
      if (status == FilterTrailersStatus.STOP) {
        st.trailersHeld = true;
        st.trailersStopped = true;
        return;
      }
      releaseBefore(i, st);
      if (halted) {
        return;
      }
    }
    all.freeze();
    sinkTrailers(all);
  }

  /** A filter lets the trailers pass: what it still holds goes before them. */
  private void releaseBefore(int index, FilterState st) {
    letHeadersGo(index, st);
    st.bodyPaused = false;
    if (!halted && !st.held.isEmpty()) {
      data(index + 1, st.held.take(), false);
    }
  }

  private int indexOf(PluginFilter filter) {
    for (int i = 0; i < filters.length; i++) {
      if (filters[i] == filter) {
        return i;
      }
    }
    return -1;
  }

  private FilterState state(PluginFilter filter) {
    return request ? filter.requestState : filter.responseState;
  }
}
