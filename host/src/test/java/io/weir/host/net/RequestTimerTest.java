package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.config.HttpTimeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that ask for nothing, or byte by byte; by a clock that the test turns. */
class RequestTimerTest {
  private final List<Boolean> told = new ArrayList<>();
  private final RequestTimer timer =
      new RequestTimer(
          new HttpTimeouts(
              Duration.ofSeconds(8),
              Duration.ofSeconds(20),
              Duration.ZERO,
              Duration.ZERO,
              Duration.ZERO));
  private final EmbeddedChannel channel = channel();

  private EmbeddedChannel channel() {
    EmbeddedChannel made = new EmbeddedChannel(timer);
    made.freezeTime();
    return made;
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  @Test
  void silenceIsLong() {
    timer.await(told::add);
    pass(19);
    assertEquals(List.of(), told);
    pass(3);
    assertEquals(List.of(false), told);
    pass(100);
    assertEquals(List.of(false), told, "told once");
  }

  @Test
  void halfAHeadIsShortHoweverItTrickles() {
    timer.await(told::add);
    pass(10);
    for (int i = 0; i < 10 && told.isEmpty(); i++) {
      channel.writeInbound("a byte");
      pass(1);
    }
    assertEquals(List.of(true), told);
  }

  @Test
  void aRequestThatIsServedHasNoLimitHere() {
    timer.await(told::add);
    channel.writeInbound("head");
    timer.arrived();
    pass(100);
    assertEquals(List.of(), told);
    timer.await(told::add);
    pass(22);
    assertEquals(List.of(false), told);
  }
}
