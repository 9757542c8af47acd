package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.route.RetryPolicy;
import io.weir.host.upstream.UpstreamListener;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Requests that are sent again. Time passes when a test says so. */
class RetryTest {
  private static final String CODES = "retry: { attempts: 2, codes: [ 503 ] }";

  /** What is waited is less than the first back-off, of 25 ms, or the second, of 50 ms. */
  private static void backOff(Rig rig) {
    rig.advance(Duration.ofMillis(50));
  }

  private static void lose(Rig rig) {
    GatewayException.Source upstream = GatewayException.Source.UPSTREAM;
    rig.up.listener().onUpstreamFailure(new GatewayException(upstream, 503, false, "lost"));
    rig.run();
  }

  private static String status(Rig rig) {
    return Objects.requireNonNull(rig.down.headers).getOrEmpty(":status");
  }

  private static boolean limitExceeded(Rig rig) {
    return (rig.stream().info().flags() & 1 << 15) != 0;
  }

  @Test
  void aStatusIsRepeatedAndNoPluginSeesIt() {
    try (Rig rig = new Rig()) {
      rig.configured(CODES);
      rig.filter("a");
      rig.request(true);
      rig.answer(true, ":status", "503");
      rig.expect("a req-headers /p end", "up headers /p end", "up cancel");
      backOff(rig);
      rig.answer(true);
      rig.expect("up headers /p end", "a res-headers 200 end", "down headers 200 end", "up cancel");
      assertEquals(2, rig.stream().info().attempts());
      assertEquals(1, rig.actions().retries());
    }
  }

  @Test
  void theLastAnswerIsTheAnswer() {
    try (Rig rig = new Rig()) {
      rig.configured(CODES);
      rig.request(true);
      for (int i = 0; i < 2; i++) {
        rig.answer(true, ":status", "503");
        backOff(rig);
      }
      rig.answer(true, ":status", "503");
      assertEquals("503", status(rig));
      assertEquals(3, rig.stream().info().attempts());
      assertTrue(limitExceeded(rig));
    }
  }

  @Test
  void otherStatusesAreAnswers() {
    try (Rig rig = new Rig()) {
      rig.configured(CODES);
      rig.request(true);
      rig.answer(true, ":status", "500");
      rig.expect("up headers /p end", "down headers 500 end", "up cancel");
    }
  }

  @Test
  void theBodyIsSentAgainWithItsTrailers() {
    try (Rig rig = new Rig()) {
      rig.configured(CODES);
      rig.request(false);
      rig.data("one", false);
      rig.data("two", false);
      rig.trailers("t", "1");
      rig.skip();
      rig.answer(true, ":status", "503");
      backOff(rig);
      rig.expect("up cancel", "up headers /p", "up data onetwo", "up trailers 1");
      rig.answer(true);
    }
  }

  @Test
  void aBodyThatIsStillComingInIsSentAgainToo() {
    try (Rig rig = new Rig()) {
      rig.configured(CODES);
      rig.request(false);
      rig.data("one", false);
      lose(rig);
      rig.data("two", false);
      rig.skip();
      backOff(rig);
      rig.data("three", true);
      rig.expect("up headers /p", "up data onetwo", "up data three end");
      rig.answer(true);
      assertEquals("200", status(rig));
    }
  }

  @Test
  void aBodyThatIsTooLongIsSentOnce() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: { codes: [ 503 ], bufferBytes: 5 }");
      rig.request(false);
      rig.data("one", false);
      rig.data("two", true);
      rig.answer(true, ":status", "503");
      assertEquals("503", status(rig));
      assertEquals(1, rig.stream().info().attempts());
    }
  }

  @Test
  void aLostConnectionIsAReasonByDefault() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: {}");
      rig.request(true);
      lose(rig);
      backOff(rig);
      rig.answer(true);
      assertEquals("200", status(rig));
    }
  }

  @Test
  void whatIsNoReasonIsNotRepeated() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: { on: [ connect-failure ] }");
      rig.request(true);
      lose(rig);
      assertEquals("503", status(rig));
    }
  }

  @Test
  void connectionsThatFailAreTriedAsOftenAsThePolicySays() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: { attempts: 3, on: [ connect-failure ] }");
      rig.names.failNext(3);
      rig.request(true);
      for (int i = 0; i < 3; i++) {
        rig.advance(Duration.ofMillis(100));
      }
      rig.answer(true);
      assertEquals("200", status(rig));
      assertEquals(4, rig.stream().info().attempts());
    }
  }

  @Test
  void nothingIsRepeatedOnceAnAnswerHasBegun() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: { on: [ reset ] }");
      rig.request(true);
      rig.answer(false);
      lose(rig);
      rig.expect("up headers /p end", "down headers 200", "down reset");
    }
  }

  @Test
  void aTryThatTakesTooLongIsGivenUpAndWhatItSaysLaterIsNotHeard() {
    try (Rig rig = new Rig()) {
      rig.configured("timeouts: { backendRequest: 1s }\nretry: { attempts: 1, on: [ reset ] }");
      rig.request(true);
      UpstreamListener late = rig.up.listener();
      rig.advance(Duration.ofSeconds(1));
      rig.expect("up headers /p end", "up cancel");
      late.onUpstreamHeaders(Rig.headers(":status", "201"), true);
      backOff(rig);
      rig.expect("up headers /p end");
      rig.advance(Duration.ofSeconds(1));
      assertEquals("504", status(rig), "each try has its own second, and there is no third");
    }
  }

  @Test
  void theRequestsTimeCountsThroughAllTries() {
    try (Rig rig = new Rig()) {
      rig.configured(
          "timeouts: { request: 3s, backendRequest: 2s }\nretry: { attempts: 9, on: [ reset ] }");
      rig.request(true);
      rig.advance(Duration.ofSeconds(2));
      rig.advance(Duration.ofMillis(500));
      rig.advance(Duration.ofMillis(500));
      assertEquals("504", status(rig));
      assertEquals(2, rig.stream().info().attempts());
    }
  }

  @Test
  void aClientThatGoesAwayWhileWaitingIsNotRetried() {
    try (Rig rig = new Rig()) {
      rig.configured(CODES);
      rig.request(false);
      rig.data("one", true);
      rig.answer(true, ":status", "503");
      rig.skip();
      rig.reset();
      backOff(rig);
      rig.expect();
    }
  }

  @Test
  void anAnswerOfGrpcMayBeAReason() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: { on: [ unavailable ], attemptCountHeader: true }");
      rig.request(true, "content-type", "application/grpc");
      assertEquals("1", attemptCount(rig));
      rig.answer(true, "grpc-status", "14");
      backOff(rig);
      assertEquals("2", attemptCount(rig));
      rig.answer(true, "grpc-status", "5");
      assertEquals("5", Objects.requireNonNull(rig.down.headers).get("grpc-status"));
    }
  }

  private static String attemptCount(Rig rig) {
    return Objects.requireNonNull(rig.up.headers).getOrEmpty("x-envoy-attempt-count");
  }

  @Test
  void theBudgetCountsWhatIsUnderWay() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: { codes: [ 503 ], budget: { percent: 0, minConcurrent: 1 } }");
      rig.request(true);
      RetryBudget budget = rig.actions().budget("origin");
      rig.answer(true, ":status", "503");
      backOff(rig);
      assertTrue(!budget.tryRetry(policy(rig)), "one is under way");
      rig.answer(true);
      assertTrue(budget.tryRetry(policy(rig)), "that one is over");
    }
  }

  /** It may be a stream of events that never ends. */
  @Test
  void aResponseThatHasBegunHoldsNoRetryUp() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: { codes: [ 503 ], budget: { percent: 0, minConcurrent: 1 } }");
      rig.request(true);
      RetryBudget budget = rig.actions().budget("origin");
      rig.answer(true, ":status", "503");
      backOff(rig);
      rig.answer(false);
      assertTrue(budget.tryRetry(policy(rig)), "the retry has come to its answer");
      budget.retryEnded();
    }
  }

  private static RetryPolicy policy(Rig rig) {
    var route = Objects.requireNonNull(rig.stream().routing().current());
    return Objects.requireNonNull(Objects.requireNonNull(route.actions()).retry());
  }

  @Test
  void withoutBudgetTheAnswerStands() {
    try (Rig rig = new Rig()) {
      rig.configured("retry: { codes: [ 503 ], budget: { percent: 0, minConcurrent: 0 } }");
      rig.request(true);
      rig.answer(true, ":status", "503");
      assertEquals("503", status(rig));
      assertEquals(1, rig.actions().retriesRefused());
    }
  }
}
