package io.weir.host.stream;

import io.weir.host.config.GatewayConfig.FailStrategy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one filter does in its callbacks; what is not written is 0, Continue. */
final class Script {
  /** What happens in one callback; gives its action. */
  @FunctionalInterface
  interface Step {
    int run(FilterGuest guest);
  }

  /** Pause: StopIteration on headers, StopIterationAndBuffer on a body, Stop on trailers. */
  static final Step PAUSE = g -> 1;

  /** On a body: StopIterationAndWatermark. */
  static final Step WATERMARK = g -> 2;

  /** StopAllIterationAndBuffer on headers, StopIterationNoBuffer on a body. */
  static final Step THREE = g -> 3;

  static final Step CONTINUE = g -> 0;
  static final Step TRAP = g -> FilterGuest.fail();

  /** Sends a reply, and returns an action that must not count. */
  static Step reply(int status, String body) {
    return g -> g.reply(status, body);
  }

  private final String name;
  private final List<String> events;
  private final Map<String, Deque<Step>> steps = new HashMap<>();
  final Set<String> without = new HashSet<>();
  final FailStrategy strategy;

  /** What tests found wrong within the guest. */
  final List<AssertionError> faults = new ArrayList<>();

  String abi = "0_2_1";
  @Nullable Consumer<FilterGuest> onTick;
  @Nullable Consumer<FilterGuest> onCallout;
  @Nullable Consumer<FilterGuest> onOtherStream;

  Script(String name, FailStrategy strategy, List<String> events) {
    this.name = name;
    this.strategy = strategy;
    this.events = events;
  }

  String name() {
    return name;
  }

  /** Writes what the callback does the next times. */
  Script on(String callback, Step... what) {
    steps.computeIfAbsent(callback, c -> new ArrayDeque<>()).addAll(List.of(what));
    return this;
  }

  Script abi(String version) {
    abi = version;
    return this;
  }

  /** Leaves an export out. Before the first request. */
  Script without(String export) {
    without.add(export);
    return this;
  }

  int step(FilterGuest guest, String callback, String what) {
    events.add(name + " " + callback + what);
    Deque<Step> waiting = steps.get(callback);
    Step step = waiting == null ? null : waiting.poll();
    try {
      return step == null ? 0 : step.run(guest);
    } catch (AssertionError e) {
      faults.add(e); // to the VM this is one trap more
      throw e;
    }
  }

  /**
   * A stream that is not the test's own is held at its headers, and not noted; at its end comes
   * what the test has in mind.
   */
  int inOtherStream(FilterGuest guest, String callback) {
    Consumer<FilterGuest> action = onOtherStream;
    if (action != null && callback.equals("log")) {
      guest.forStream(action);
    }
    return callback.equals("req-headers") ? 1 : 0;
  }
}
