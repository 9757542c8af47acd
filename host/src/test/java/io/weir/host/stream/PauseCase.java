package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.stream.PauseModel.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One message through some filters, in the gateway's own stream and in the model beside it, which
 * must agree after each event.
 */
final class PauseCase {
  /** What is sent. */
  enum Layout {
    HEADERS,
    BODY,
    BODY_AND_TRAILERS,
    TRAILERS
  }

  /** Where the guest says continue, outside of the callbacks of the stream. */
  enum Where {
    TICK,
    CALLOUT,
    OTHER_STREAM
  }

  /** How the stream ends before its time. */
  enum Break {
    NONE,
    REPLY,
    CLOSE,
    CLIENT
  }

  /**
   * @param resumeAfter the event behind which one filter continues, whether it is paused or not
   */
  record Setting(
      boolean request,
      List<Plan> plans,
      Layout layout,
      int resumeAfter,
      int resumed,
      Where where,
      Break broken) {}

  private final Setting s;
  private final PauseModel model;
  private final List<String> real = new ArrayList<>();
  private int event;
  private boolean over;

  private PauseCase(Setting setting) {
    s = setting;
    model = new PauseModel(setting.plans);
  }

  static void run(Setting setting) {
    try {
      new PauseCase(setting).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(setting + ": " + e.getMessage(), e);
    }
  }

  private void run() {
    String[] names = s.plans.stream().map(Plan::name).toArray(String[]::new);
    try (Way w = new Way(s.request, names)) {
      for (Plan plan : s.plans) {
        script(w, plan);
      }
      send(w);
      for (int round = 0; !over && !model.ended(); round++) {
        assertTrue(round < 50, "the model itself is stuck");
        resume(w, round % names.length);
      }
    }
  }

  private static void script(Way w, Plan plan) {
    w.script(plan.name()).abi(plan.literalStop() ? "0_2_100" : "0_2_1");
    w.on(plan.name(), "headers", g -> plan.headers());
    for (int action : plan.body()) {
      w.on(plan.name(), "body", g -> action);
    }
    w.on(plan.name(), "trailers", g -> plan.trailers());
  }

  private void send(Way w) {
    boolean trailers = s.layout == Layout.BODY_AND_TRAILERS || s.layout == Layout.TRAILERS;
    boolean body = s.layout == Layout.BODY || s.layout == Layout.BODY_AND_TRAILERS;
    step(w, () -> w.headers(!trailers && !body), () -> model.headers(!trailers && !body));
    if (body) {
      step(w, () -> w.data("one", false), () -> model.data("one", false));
      step(w, () -> w.data("two", !trailers), () -> model.data("two", !trailers));
    }
    if (trailers) {
      step(w, w::trailers, model::trailers);
    }
  }

  private void step(Way w, Runnable onReal, Runnable onModel) {
    if (over) {
      return;
    }
    onReal.run();
    onModel.run();
    agree(w);
    if (event++ == s.resumeAfter) {
      breakOff(w);
      if (!over) {
        resume(w, s.resumed);
      }
    }
  }

  private void resume(Way w, int filter) {
    act(w, filter, g -> g.resume(s.request));
    model.resume(filter);
    agree(w);
  }

  private void act(Way w, int filter, Consumer<FilterGuest> action) {
    String name = s.plans.get(filter).name();
    switch (s.where) {
      case TICK -> w.rig.in(name, action);
      case CALLOUT -> w.rig.inCalloutAnswer(name, action);
      case OTHER_STREAM -> w.rig.inOtherStream(name, action);
    }
  }

  /** A reply or a close is the end, whatever is held. */
  private void breakOff(Way w) {
    boolean alive = !w.rig.down.finished;
    int by = s.request ? 0 : s.resumed; // a filter that the stream has reached
    switch (s.broken) {
      case NONE -> {
        return;
      }
      case REPLY -> act(w, by, g -> g.reply(403, "no"));
      case CLOSE -> act(w, by, g -> g.close(s.request));
      case CLIENT -> w.rig.reset();
    }
    over = true;
    String wanted =
        switch (s.broken) {
          case REPLY -> !s.request && model.started() ? "down reset" : "down headers 403";
          case CLOSE -> "down reset";
          case CLIENT, NONE -> "";
        };
    assertTrue(!alive || wanted.isEmpty() || w.rig.events.contains(wanted), w.rig.events::toString);
    assertTrue(w.rig.down.finished, "the stream is over");
  }

  /** Each filter, and the other side, has had the same up to now. */
  private void agree(Way w) {
    real.addAll(w.taken());
    for (Plan plan : s.plans) {
      assertEquals(of(model.events, plan.name()), of(real, plan.name()));
    }
    assertEquals(joined(of(model.events, "sink")), joined(of(real, "sink")));
  }

  private static List<String> of(List<String> events, String who) {
    return events.stream().filter(e -> e.startsWith(who + " ")).toList();
  }

  /** Chunks that went out in one turn may go as one. */
  private static List<String> joined(List<String> sink) {
    List<String> joined = new ArrayList<>();
    for (String event : sink) {
      boolean data = event.startsWith("sink data ");
      if (data && !joined.isEmpty() && joined.getLast().startsWith("sink data ")) {
        joined.add(joined.removeLast() + event.substring("sink data ".length()));
      } else {
        joined.add(event);
      }
    }
    return joined;
  }
}
