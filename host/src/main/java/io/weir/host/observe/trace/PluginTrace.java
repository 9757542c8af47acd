package io.weir.host.observe.trace;

/** The times of one plugin on one stream. Confined to its loop. */
public final class PluginTrace {
  final String name;
  final long generation;
  final String spanId = TraceContext.newSpanId();
  long first;
  long last;
  long inside;
  long paused;
  int calls;
  String action = "continue";
  private long entered;
  private long pausedSince;

  PluginTrace(String name, long generation) {
    this.name = name;
    this.generation = generation;
  }

  /** A callback begins. */
  public void enter() {
    entered = System.nanoTime();
    if (first == 0) {
      first = entered;
    }
    calls++;
  }

  /**
   * It has returned.
   *
   * @param pauses whether the stream waits for the plugin from now on
   */
  public void leave(boolean pauses) {
    last = System.nanoTime();
    inside += last - entered;
    if (!pauses) {
      resumed();
    } else if (pausedSince == 0) {
      pausedSince = last;
      if (action.equals("continue")) {
        action = "pause";
      }
    }
  }

  /** The stream does not wait for it any more. */
  public void resumed() {
    if (pausedSince != 0) {
      last = System.nanoTime();
      paused += last - pausedSince;
      pausedSince = 0;
    }
  }

  /** It has answered by itself. */
  public void replied() {
    action = "reply";
  }

  public void failed() {
    action = "failed";
  }

  void end() {
    resumed();
  }
}
