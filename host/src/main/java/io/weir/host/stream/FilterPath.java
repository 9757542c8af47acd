package io.weir.host.stream;

import io.netty.buffer.ByteBuf;

/**
 * One direction of a stream through its filters: the pause and resume rules of proxy-wasm as
 * Envoy's filter manager has them. Each filter holds its own headers, body and trailers, so that
 * any number of filters may pause at once. Events come in at the source end, or at a filter that
 * resumes or puts bytes in; what has passed every filter goes to the sink.
 */
abstract class FilterPath extends FilterWalk {
  /** The most that one filter may hold, in bytes: Envoy's default for a connection's buffers. */
  static final int BUFFER_LIMIT = 1 << 20;

  /** The most that a plugin may raise that limit to, in bytes. */
  static final int MAX_BUFFER_LIMIT = 256 << 20;

  /** From now on it goes through these filters; before, through none. */
  final void through(FilterChain filters) {
    chain = filters;
  }

  /** Nothing moves any more until {@link #restart}: a reply or a reset is under way. */
  final void halt() {
    halted = true;
  }

  final boolean halted() {
    return halted;
  }

  /** Begins anew for a local reply: what was held is dropped. */
  final void restart() {
    chain.reset();
    halted = false;
  }

  /** Frees what filters hold. */
  final void release() {
    chain.release();
  }

  /** As {@link FilterChain#bufferLimit()}. */
  final int bufferLimit() {
    return chain.bufferLimit();
  }

  /** As {@link FilterChain#bufferLimit(int)}. */
  final void bufferLimit(int bytes) {
    chain.bufferLimit(bytes);
  }

  /** As {@link FilterChain#isFull}. */
  final boolean isFull() {
    return chain.isFull();
  }

  /** As {@link FilterChain#isFullBehind}. */
  final boolean isFullBehind(PluginFilter filter) {
    return chain.isFullBehind(filter);
  }

  // ---- what comes from the source

  final void onHeaders(HeaderList arrived, boolean end) {
    headers = arrived;
    headersFrom(0, end);
  }

  final void onData(ByteBuf chunk, boolean end) {
    if (isCut()) {
      chunk.release();
      return;
    }
    dataFrom(0, chunk, end);
  }

  final void onTrailers(HeaderList arrived) {
    if (!isCut()) {
      trailers = arrived;
      trailersFrom(0);
    }
  }

  // ---- what a filter asks for, out of turn

  /**
   * A filter says continue, or is taken out: what it holds goes on. Not paused: nothing happens.
   */
  final void resume(PluginFilter filter) {
    FilterState st = chain.state(filter);
    int index = chain.indexOf(filter);
    putIn(index); // what was put in before the guest said continue
    if (!st.paused() || isDone(index)) {
      return;
    }
    // Held headers of the all-stopping kind mean that this filter has not seen the body yet.
    int next = st.stopsAll() && !filter.removed() ? index : index + 1;
    boolean headersHeld = st.holdsHeaders();
    boolean trailersHeld = st.trailersHeld;
    // All of it first: the callbacks that follow may pause anew.
    st.unpause();
    if (headersHeld) {
      sendHeadersOn(index, st, st.endWithHeaders);
    }
    if (!halted && (!st.held.isEmpty() || st.endHeld)) {
      boolean end = st.endHeld;
      st.endHeld = false;
      dataFrom(next, st.held.take(), end);
    }
    if (!halted && trailersHeld) {
      trailersFrom(next);
    }
  }

  /** Whether bytes may still be put in behind the filter: it has had headers, and not ended yet. */
  final boolean takesInjection(PluginFilter filter) {
    return chain.state(filter).callbacks > 0 && !isDone(chain.indexOf(filter));
  }

  /** The filter has put something in, and its guest has returned. */
  final void putIn(PluginFilter filter) {
    putIn(chain.indexOf(filter));
  }
}
