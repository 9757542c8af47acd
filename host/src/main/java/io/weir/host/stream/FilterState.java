package io.weir.host.stream;

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
