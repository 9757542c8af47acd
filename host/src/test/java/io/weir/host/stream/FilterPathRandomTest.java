package io.weir.host.stream;

import static io.weir.host.config.GatewayConfig.FailStrategy.FAIL_CLOSE;
import static io.weir.host.config.GatewayConfig.FailStrategy.FAIL_OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Three filters that pause and continue at random, and resumes at random: whatever they do, each
 * hears of everything once and in order, and the sink gets one whole message.
 */
class FilterPathRandomTest {
  private static final int ROUNDS = 1500;
  private static final List<Logger> LOUD =
      Stream.of("io.weir.host.stream.PluginFilter", "io.weir.host.plugin.PluginSlot")
          .map(name -> (Logger) LoggerFactory.getLogger(name))
          .toList();
  private static final String[] FILTERS = {"a", "b", "c"};

  @BeforeAll
  static void expectTraps() {
    LOUD.forEach(logger -> logger.setLevel(Level.OFF));
  }

  @AfterAll
  static void expectNone() {
    LOUD.forEach(logger -> logger.setLevel(null));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everythingArrivesOnceAndInOrder(boolean request) {
    rounds(request, false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filtersThatFailOpenLoseNothing(boolean request) {
    rounds(request, true);
  }

  private static void rounds(boolean request, boolean traps) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      try {
        new Round(request, traps, new Random(seed)).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static final class Round {
    private final Random random;
    private final boolean request;
    private final boolean traps;
    private final StringBuilder sent = new StringBuilder();
    private final List<String> all = new ArrayList<>();
    private boolean trailers;

    Round(boolean request, boolean traps, Random random) {
      this.request = request;
      this.traps = traps;
      this.random = random;
    }

    void run() {
      try (Way w = new Way(request, traps ? FAIL_OPEN : FAIL_CLOSE, FILTERS)) {
        if (random.nextBoolean()) {
          w.abi("0_2_100");
        }
        for (String name : FILTERS) {
          script(w, name);
        }
        send(w);
        for (int i = 0; !hasEnded(w); i++) {
          assertTrue(i < 500, () -> "stuck: " + all);
          resume(w);
        }
        check();
      }
    }

    /** Never NoBuffer, which drops bytes by intent. */
    private void script(Way w, String name) {
      int headers = random.nextInt(5);
      w.on(name, "headers", mayTrap(g -> headers));
      for (int i = 0; i < 6; i++) {
        int body = random.nextInt(3);
        boolean add = random.nextInt(12) == 0;
        w.on(name, "body", mayTrap(g -> add && g.add(w.map() + 1, "x", name) > 2 ? -1 : body));
      }
      int stop = random.nextInt(2);
      w.on(name, "trailers", mayTrap(g -> stop));
    }

    private Script.Step mayTrap(Script.Step step) {
      return traps && random.nextInt(10) == 0 ? Script.TRAP : step;
    }

    private void send(Way w) {
      int chunks = random.nextInt(5);
      trailers = chunks > 0 && random.nextBoolean();
      w.headers(chunks == 0);
      resumeSometimes(w);
      for (int i = 0; i < chunks; i++) {
        String text = random.nextInt(6) == 0 ? "" : i + "abc".substring(random.nextInt(3)) + ";";
        sent.append(text);
        w.data(text, i == chunks - 1 && !trailers);
        resumeSometimes(w);
      }
      if (trailers) {
        w.trailers();
      }
    }

    private void resumeSometimes(Way w) {
      while (random.nextInt(3) == 0) {
        resume(w);
      }
    }

    private void resume(Way w) {
      w.resume(FILTERS[random.nextInt(FILTERS.length)]);
      all.addAll(w.taken());
    }

    private boolean hasEnded(Way w) {
      all.addAll(w.taken());
      return all.stream().anyMatch(e -> e.matches("sink (.*end|trailers.*)"));
    }

    private void check() {
      List<String> sink = all.stream().filter(e -> e.startsWith("sink ")).toList();
      assertTrue(sink.getFirst().startsWith("sink headers"), sink.toString());
      assertEquals(sent.toString(), bytes(sink), sink.toString());
      assertEquals(
          1,
          sink.stream().filter(e -> e.matches("sink (.*end|trailers.*)")).count(),
          sink::toString);
      assertTrue(sink.getLast().matches("sink (.*end|trailers.*)"), sink.toString());
      for (String name : FILTERS) {
        if (!traps) {
          checkFilter(name);
        }
      }
    }

    private void checkFilter(String name) {
      List<String> seen = all.stream().filter(e -> e.startsWith(name + " ")).toList();
      assertTrue(seen.getFirst().startsWith(name + " headers"), seen.toString());
      assertEquals(
          1, seen.stream().filter(e -> e.startsWith(name + " headers")).count(), seen::toString);
      long ends = seen.stream().filter(e -> e.matches(name + " (.*end|trailers.*)")).count();
      assertTrue(ends == 1 || (ends == 2 && !trailers), seen.toString());
      assertTrue(!trailers || seen.getLast().startsWith(name + " trailers"), seen.toString());
    }

    private static String bytes(List<String> sink) {
      StringBuilder text = new StringBuilder();
      for (String event : sink) {
        if (event.startsWith("sink data ")) {
          text.append(event.substring(10).replaceAll(" end$", ""));
        }
      }
      return text.toString();
    }
  }
}
