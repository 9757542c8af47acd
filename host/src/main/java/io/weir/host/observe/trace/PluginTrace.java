package io.weir.host.observe.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The times of one plugin on one stream. Confined to its loop. */
public final class PluginTrace {
  private static final int MAX_CALLOUTS = 64;

  final TraceContext context;
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
  private boolean over;
  private final CurrentPlugin current;
  private final List<CalloutTrace> callouts = new ArrayList<>(0);

  PluginTrace(TraceContext context, CurrentPlugin current, String name, long generation) {
    this.context = context;
    this.current = current;
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
    current.is(this);
  }

  /** Also when it has failed: what follows is not its. */
  public void out() {
    current.is(null);
  }

  /** Null when it has made too many, or the stream is over. */
  @Nullable CalloutTrace callout(CurrentPlugin from, String kind, String upstream) {
    if (over || callouts.size() >= MAX_CALLOUTS) {
      return null;
    }
    CalloutTrace call = new CalloutTrace(this, from, kind, upstream);
    callouts.add(call);
    return call;
  }

  List<CalloutTrace> callouts() {
    return callouts;
  }

  boolean isOver() {
    return over;
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

  /** Nothing changes any more. */
  void end() {
    resumed();
    over = true;
  }
}
