package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.proxywasm.FilterDataStatus;
import io.weir.proxywasm.FilterHeadersStatus;
import io.weir.proxywasm.FilterTrailersStatus;
import org.jspecify.annotations.Nullable;

/**
 * How headers, body and trailers go from one filter of a direction to the next, from wherever they
 * are. Each filter lets them pass or holds them; what has passed every filter goes to the sink.
 */
abstract class FilterWalk {
  FilterChain chain = FilterChain.EMPTY;
  @Nullable HeaderList headers;
  @Nullable HeaderList trailers;

  /** Nothing moves any more: a reply or a reset is under way. */
  boolean halted;

  /** The filter that has said the last word: nothing comes from it, or those before it; or -1. */
  private int cut = -1;

  /** Headers have passed every filter. */
  abstract void sinkHeaders(HeaderList headers, boolean end);

  /** A chunk has passed every filter; the sink owns it. */
  abstract void sinkData(ByteBuf chunk, boolean end);

  abstract void sinkTrailers(HeaderList trailers);

  /** A filter that asked for buffering holds more than the limit. */
  abstract void overLimit();

  /** A filter has ended this direction itself: the source is of no more use. */
  abstract void sourceCut();

  /** Whether the source is of no more use. */
  final boolean isCut() {
    return cut >= 0;
  }

  /** Whether nothing goes on any more from the filter at {@code index}. */
  final boolean isDone(int index) {
    return halted || index <= cut;
  }

  // ---- headers

  final void headersFrom(int from, boolean end) {
    HeaderList all = headers;
    if (all == null) {
      return;
    }
    for (int i = from; i < chain.size(); i++) {
      PluginFilter filter = chain.filter(i);
      if (filter.removed()) {
        continue;
      }
      FilterState st = chain.state(i);
      st.callbacks++;
      FilterHeadersStatus status = filter.onHeaders(chain.isRequest(), all, end);
      if (halted) {
        return;
      }
      if (status != FilterHeadersStatus.CONTINUE) {
        st.holdHeaders(status, end);
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
    headersFrom(index + 1, false);
    putIn(index);
    if (end && !isDone(index)) {
      dataFrom(index + 1, Unpooled.EMPTY_BUFFER, true);
    }
  }

  /**
   * Headers that a filter held go on; when they have gone before, only their end is left to say.
   */
  final void sendHeadersOn(int index, FilterState st, boolean end) {
    if (!st.headersGone) {
      headersFrom(index + 1, end);
    } else if (end) {
      dataFrom(index + 1, Unpooled.EMPTY_BUFFER, true);
    }
  }

  /** Headers that were held alone go on with the body that passes. */
  private void letHeadersGo(int index, FilterState st) {
    if (st.stop == FilterState.Stop.HEADERS) {
      st.stop = FilterState.Stop.NONE;
      sendHeadersOn(index, st, false);
    }
  }

  // ---- body

  final void dataFrom(int from, ByteBuf arrived, boolean arrivedEnd) {
    ByteBuf chunk = arrived;
    boolean end = arrivedEnd;
    for (int i = from; i < chain.size(); i++) {
      if (isDone(i)) {
        chunk.release();
        return;
      }
      PluginFilter filter = chain.filter(i);
      FilterState st = chain.state(i);
      if (filter.removed() || passesUnseen(filter, st)) {
        continue;
      }
      if (st.stopsAll() || st.trailersStopped) {
        st.hold(chunk, end);
        checkLimit(st);
        return;
      }
      boolean hadHeld = !st.held.isEmpty();
      st.held.append(chunk);
      boolean hadTrailers = trailers != null;
      FilterDataStatus status = body(filter, st, end);
      if (!halted) {
        putIn(i);
      }
      if (isDone(i)) {
        st.held.release();
        return;
      }
      boolean trailersAdded = end && !hadTrailers && trailers != null;
      end = end && !trailersAdded;
      if (status != FilterDataStatus.CONTINUE) {
        st.pauseBody(status, hadHeld, end, trailersAdded);
        checkLimit(st);
        return;
      }
      chunk = st.held.take();
      st.bodyPaused = false;
      letHeadersGo(i, st);
      if (trailersAdded) {
        dataFrom(i + 1, chunk, false);
        if (!halted) {
          trailersFrom(i + 1);
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

  private boolean passesUnseen(PluginFilter filter, FilterState st) {
    return !st.paused() && st.held.isEmpty() && !filter.wantsBody(chain.isRequest());
  }

  private FilterDataStatus body(PluginFilter filter, FilterState st, boolean end) {
    st.callbacks++;
    st.atLastChunk = end;
    FilterDataStatus status = filter.onBody(chain.isRequest(), st.held.length(), end);
    st.atLastChunk = false;
    return status;
  }

  private void checkLimit(FilterState st) {
    if (st.fails(chain.bufferLimit())) {
      overLimit();
    }
  }

  // ---- trailers

  final void trailersFrom(int from) {
    HeaderList all = trailers;
    if (all == null) {
      return;
    }
    for (int i = from; i < chain.size(); i++) {
      PluginFilter filter = chain.filter(i);
      FilterState st = chain.state(i);
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
      FilterTrailersStatus status = filter.onTrailers(chain.isRequest(), all);
      putIn(i);
      if (isDone(i)) {
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
      dataFrom(index + 1, st.held.take(), false);
    }
  }

  // ---- bytes that filters put in

  /**
   * What the filter has put in goes on behind it, ahead of what it holds. Headers that it holds go
   * first; its pause lasts.
   */
  final void putIn(int index) {
    FilterState st = chain.state(index);
    if (isDone(index) || st.injected.isEmpty()) {
      return;
    }
    if (st.holdsHeaders() && !st.headersGone) {
      st.headersGone = true;
      headersFrom(index + 1, false);
    }
    InjectedData.Chunk next;
    while (!isDone(index) && (next = st.injected.poll()) != null) {
      if (next.end()) {
        cutBefore(index);
      }
      dataFrom(index + 1, Unpooled.wrappedBuffer(next.bytes()), next.end());
    }
  }

  /** The filter has said the last word: what it and those before it hold is dropped. */
  private void cutBefore(int index) {
    cut = index;
    for (int i = 0; i <= index; i++) {
      FilterState st = chain.state(i);
      st.release();
      st.unpause();
    }
    sourceCut();
  }
}
