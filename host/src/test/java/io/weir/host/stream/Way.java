package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.host.config.GatewayConfig.FailStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One direction of a stream, so that a rule which holds for both is tested on both. Filters are
 * made in the order of the direction, and events read the same: {@code a headers}, {@code a body
 * xyz end}, {@code sink data xyz}.
 */
final class Way implements AutoCloseable {
  final Rig rig = new Rig();
  final boolean request;
  private final List<Script> filters = new ArrayList<>();

  Way(boolean request, FailStrategy strategy, String... names) {
    this.request = request;
    List<String> order = List.of(names);
    for (String name : request ? order : order.reversed()) {
      filters.add(rig.filter(name, strategy));
    }
  }

  Way(boolean request, String... names) {
    this(request, FailStrategy.FAIL_CLOSE, names);
  }

  /** Writes what the filter does in {@code headers}, {@code body} or {@code trailers}. */
  Way on(String filter, String callback, Script.Step... steps) {
    script(filter).on((request ? "req-" : "res-") + callback, steps);
    return this;
  }

  Script script(String filter) {
    return filters.stream().filter(f -> f.name().equals(filter)).findFirst().orElseThrow();
  }

  Way abi(String version) {
    filters.forEach(f -> f.abi(version));
    return this;
  }

  void headers(boolean end) {
    if (request) {
      rig.request(end);
      return;
    }
    rig.request(true);
    rig.skip();
    rig.answer(end);
  }

  void data(String text, boolean end) {
    if (request) {
      rig.data(text, end);
    } else {
      rig.answerData(text, end);
    }
  }

  void trailers() {
    if (request) {
      rig.trailers("t", "1");
    } else {
      rig.answerTrailers("t", "1");
    }
  }

  void resume(String filter) {
    rig.resume(filter, request);
  }

  /** The number of the header map of this direction; its trailers' is one more. */
  int map() {
    return request ? 0 : 2;
  }

  int buffer() {
    return request ? 0 : 1;
  }

  /** How many reads the source has been asked for. */
  int reads() {
    return request ? rig.down.reads : rig.up.reads;
  }

  List<String> taken() {
    String own = request ? "req-" : "res-";
    String sink = request ? "up " : "down ";
    List<String> mine = new ArrayList<>();
    for (String event : rig.events) {
      if (event.contains(" " + own)) {
        mine.add(event.replace(own, "").replace(" headers /p", " headers").replace(" 200", ""));
      } else if (event.startsWith(sink) && !event.endsWith("cancel")) {
        mine.add(event.replace(sink, "sink ").replace(" /p", "").replace(" 200", ""));
      }
    }
    rig.skip();
    return mine;
  }

  /**
   * Asserts what has happened in this direction since the last time. The upstream's connection
   * comes a turn later, so requests are compared filters first, then what went out.
   */
  void expect(String... expected) {
    assertEquals(ordered(List.of(expected)), ordered(taken()));
  }

  private String ordered(List<String> events) {
    List<String> sorted = new ArrayList<>(events);
    if (request) {
      sorted.sort(Comparator.comparing(e -> e.startsWith("sink ")));
    }
    return String.join("\n", sorted);
  }

  @Override
  public void close() {
    rig.close();
  }
}
