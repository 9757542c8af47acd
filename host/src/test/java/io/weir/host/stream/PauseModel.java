package io.weir.host.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pause and continue mean, told by the table of the ABI alone: filters in a row, each of which
 * takes one message after the other and hands on what it lets pass. Nothing here is shared with the
 * code under test.
 */
final class PauseModel {
  /** What one filter answers: raw actions, as a guest returns them; 0 when none are left. */
  record Plan(String name, boolean literalStop, int headers, List<Integer> body, int trailers) {}

  private enum Hold {
    NOTHING,
    HEADERS,
    ALL
  }

  private sealed interface Message {}

  private record Headers(boolean end) implements Message {}

  private record Data(String text, boolean end) implements Message {}

  private record Trailers() implements Message {}

  /** One filter of the row. */
  private final class Filter {
    final Plan plan;
    final int index;
    final Deque<Integer> body;
    Hold hold = Hold.NOTHING;
    boolean headersEnd;
    boolean bodyPaused;
    boolean trailersPaused;
    @Nullable StringBuilder kept;
    boolean keptEnd;
    boolean keptTrailers;

    Filter(Plan plan, int index) {
      this.plan = plan;
      this.index = index;
      this.body = new ArrayDeque<>(plan.body);
    }

    void take(Message message) {
      switch (message) {
        case Headers h -> headers(h);
        case Data d -> data(d);
        case Trailers t -> trailers();
      }
    }

    private void headers(Headers h) {
      note("headers", h.end);
      hold =
          switch (plan.headers) {
            case 0, 2 -> Hold.NOTHING;
            case 1 -> plan.literalStop ? Hold.HEADERS : Hold.ALL;
            default -> Hold.ALL;
          };
      headersEnd = h.end;
      if (hold == Hold.NOTHING) {
        handOn(h);
      }
    }

    private void data(Data d) {
      if (hold == Hold.ALL) {
        keep(d);
        return;
      }
      boolean keptBefore = kept != null;
      keep(d);
      note("body " + kept, d.end);
      Integer action = body.poll();
      switch (action == null ? 0 : action) {
        case 0 -> {
          bodyPaused = false;
          letHeadersGo(false);
          handOnBody();
        }
        case 1, 2 -> bodyPaused = true;
        default -> {
          bodyPaused = true;
          kept = keptBefore ? kept : null;
        }
      }
    }

    private void trailers() {
      if (hold == Hold.ALL) {
        keptTrailers = true;
        return;
      }
      note("trailers 1", false);
      if (plan.trailers != 0) {
        trailersPaused = true;
        keptTrailers = true;
        return;
      }
      bodyPaused = false;
      letHeadersGo(false);
      handOnBody();
      handOn(new Trailers());
    }

    /** The guest says continue, from wherever. */
    void resume() {
      if (hold == Hold.NOTHING && !bodyPaused && !trailersPaused) {
        return;
      }
      boolean seesTheRest = hold == Hold.ALL;
      bodyPaused = false;
      trailersPaused = false;
      boolean trailersToo = keptTrailers;
      keptTrailers = false;
      letHeadersGo(headersEnd);
      if (seesTheRest && (kept != null || keptEnd)) {
        Data all = new Data(kept == null ? "" : kept.toString(), keptEnd);
        kept = null;
        keptEnd = false;
        data(all);
      } else if (!seesTheRest) {
        handOnBody();
      }
      if (trailersToo && seesTheRest) {
        trailers();
      } else if (trailersToo) {
        handOn(new Trailers());
      }
    }

    private void letHeadersGo(boolean end) {
      if (hold != Hold.NOTHING) {
        hold = Hold.NOTHING;
        handOn(new Headers(end));
      }
    }

    private void keep(Data d) {
      kept = (kept == null ? new StringBuilder() : kept).append(d.text);
      keptEnd |= d.end;
    }

    private void handOnBody() {
      if (kept != null || keptEnd) {
        Data all = new Data(kept == null ? "" : kept.toString(), keptEnd);
        kept = null;
        keptEnd = false;
        handOn(all);
      }
    }

    private void handOn(Message message) {
      deliver(index + 1, message);
    }

    private void note(String what, boolean end) {
      events.add(plan.name + " " + what + (end ? " end" : ""));
    }
  }

  final List<String> events = new ArrayList<>();
  private final List<Filter> filters = new ArrayList<>();
  private boolean started;
  private boolean ended;

  PauseModel(List<Plan> plans) {
    for (Plan plan : plans) {
      filters.add(new Filter(plan, filters.size()));
    }
  }

  void headers(boolean end) {
    deliver(0, new Headers(end));
  }

  void data(String text, boolean end) {
    deliver(0, new Data(text, end));
  }

  void trailers() {
    deliver(0, new Trailers());
  }

  void resume(int filter) {
    if (!ended) {
      filters.get(filter).resume();
    }
  }

  /** Whether the headers have reached the other side. */
  boolean started() {
    return started;
  }

  /** Whether the end of the message has. */
  boolean ended() {
    return ended;
  }

  private void deliver(int index, Message message) {
    if (index < filters.size()) {
      filters.get(index).take(message);
      return;
    }
    switch (message) {
      case Headers h -> {
        started = true;
        sink("headers", h.end);
      }
      case Data d -> sink("data " + Rig.shown(d.text), d.end);
      case Trailers t -> {
        ended = true;
        events.add("sink trailers 1");
      }
    }
  }

  private void sink(String what, boolean end) {
    ended |= end;
    events.add("sink " + what + (end ? " end" : ""));
  }
}
