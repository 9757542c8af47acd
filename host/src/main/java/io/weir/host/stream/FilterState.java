package io.weir.host.stream;

import io.netty.buffer.ByteBuf;
import io.weir.proxywasm.FilterDataStatus;
import io.weir.proxywasm.FilterHeadersStatus;

/** Where one filter stands in one direction of its stream. */
final class FilterState {
  /** How the headers are held here, if they are. */
  enum Stop {
    NONE,
    /** Headers only; body callbacks arrive. */
    HEADERS,
    /** Everything, buffered up to an error. */
    ALL_BUFFER,
    /** Everything, with back-pressure. */
    ALL_WATERMARK
  }

  Stop stop = Stop.NONE;

  /** The headers that wait here carried the end of the stream. */
  boolean endWithHeaders;

  /** The headers have gone on ahead of a pause that lasts: bytes that were injected needed them. */
  boolean headersGone;

  /** The last body status was a pause. */
  boolean bodyPaused;

  /** That pause was of the kind that fails past the limit. */
  boolean bodyBuffering;

  /** What is held has the end of the stream behind it. */
  boolean endHeld;

  /** Trailers wait here. */
  boolean trailersHeld;

  /** Trailers wait here because this filter's trailers callback said so. */
  boolean trailersStopped;

  /** A body callback of this filter runs, for the last chunk. */
  boolean atLastChunk;

  /** How many callbacks of this filter in this direction there have been. */
  int callbacks;

  final HeldBody held = new HeldBody();
  final InjectedData injected = new InjectedData();

  boolean holdsHeaders() {
    return stop != Stop.NONE;
  }

  boolean stopsAll() {
    return stop == Stop.ALL_BUFFER || stop == Stop.ALL_WATERMARK;
  }

  boolean paused() {
    return stop != Stop.NONE || bodyPaused || trailersStopped;
  }

  /** Whether going past the buffer limit here is an error, not a reason to stop reading. */
  boolean failsPastLimit() {
    return stop == Stop.ALL_BUFFER || (stop != Stop.ALL_WATERMARK && bodyBuffering);
  }

  /** Whether what is held is more than {@code limit}, in bytes, and that is an error. */
  boolean fails(int limit) {
    return held.length() > limit && failsPastLimit();
  }

  /**
   * The headers callback has said to hold them.
   *
   * @param end they are the end of the stream
   */
  void holdHeaders(FilterHeadersStatus status, boolean end) {
    stop =
        switch (status) {
          case CONTINUE -> Stop.NONE;
          case STOP_ITERATION -> Stop.HEADERS;
          case STOP_ALL_AND_BUFFER -> Stop.ALL_BUFFER;
          case STOP_ALL_AND_WATERMARK -> Stop.ALL_WATERMARK;
        };
    endWithHeaders = end;
  }

  /** A chunk waits here that the filter has not seen. */
  void hold(ByteBuf chunk, boolean end) {
    held.append(chunk);
    endHeld = end;
  }

  /**
   * The body callback has said to hold what is here.
   *
   * @param hadHeld whether something was held before the chunk of the callback
   * @param trailersAdded whether the callback has made trailers, which wait as well
   */
  void pauseBody(FilterDataStatus status, boolean hadHeld, boolean end, boolean trailersAdded) {
    bodyPaused = true;
    bodyBuffering = status == FilterDataStatus.STOP_AND_BUFFER;
    endHeld = end;
    trailersHeld = trailersAdded;
    trailersStopped = trailersAdded;
    if (status == FilterDataStatus.STOP_NO_BUFFER && !hadHeld) {
      held.release();
    }
  }

  /** Ends every pause, and says nothing of what is held. */
  void unpause() {
    stop = Stop.NONE;
    bodyPaused = false;
    trailersHeld = false;
    trailersStopped = false;
  }

  /** Frees what waits here; nothing comes of it any more. */
  void release() {
    held.release();
    injected.clear();
  }
}
