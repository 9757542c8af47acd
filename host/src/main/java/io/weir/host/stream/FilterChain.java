package io.weir.host.stream;

import java.util.List;

/**
 * The filters of one direction of a stream, where each of them stands in it, and how much each may
 * hold. Confined to the loop.
 */
final class FilterChain {
  /** Of a stream without filters, and of one that has none yet. Shared: nothing changes it. */
  static final FilterChain EMPTY = new FilterChain(List.of(), true);

  private final PluginFilter[] filters;
  private final boolean request;
  private int bufferLimit = FilterPath.BUFFER_LIMIT;

  /**
   * @param filters in the order of this direction
   */
  FilterChain(List<PluginFilter> filters, boolean request) {
    this.filters = filters.toArray(new PluginFilter[0]);
    this.request = request;
  }

  int size() {
    return filters.length;
  }

  /** Whether it is the direction of requests. */
  boolean isRequest() {
    return request;
  }

  PluginFilter filter(int index) {
    return filters[index];
  }

  FilterState state(int index) {
    return state(filters[index]);
  }

  FilterState state(PluginFilter filter) {
    return request ? filter.requestState : filter.responseState;
  }

  int indexOf(PluginFilter filter) {
    for (int i = 0; i < filters.length; i++) {
      if (filters[i] == filter) {
        return i;
      }
    }
    return -1;
  }

  /** The most that one filter may hold, in bytes. */
  int bufferLimit() {
    return bufferLimit;
  }

  /**
   * Without filters there is nothing to limit, and nothing changes.
   *
   * @param bytes 0 for the most that is allowed
   */
  void bufferLimit(int bytes) {
    if (filters.length != 0) {
      bufferLimit =
          bytes == 0 ? FilterPath.MAX_BUFFER_LIMIT : Math.min(bytes, FilterPath.MAX_BUFFER_LIMIT);
    }
  }

  /**
   * Whether some filter holds so much that the source should not be read for now. Where too much is
   * an error it is read on, so that the error comes.
   */
  boolean isFull() {
    for (PluginFilter filter : filters) {
      FilterState st = state(filter);
      if (st.held.length() >= bufferLimit && !st.failsPastLimit()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a filter behind this one holds as much as it may. */
  boolean isFullBehind(PluginFilter filter) {
    for (int i = indexOf(filter) + 1; i < filters.length; i++) {
      if (state(i).held.length() >= bufferLimit) {
        return true;
      }
    }
    return false;
  }

  /** Frees what is held, and forgets where the filters stand, where that can be forgotten. */
  void reset() {
    release();
    for (PluginFilter filter : filters) {
      filter.resetState(request);
    }
  }

  /** Frees what is held. */
  void release() {
    for (PluginFilter filter : filters) {
      state(filter).release();
    }
  }
}
