package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.config.HttpTimeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that are slow in one way or another; by a clock that the test turns. */
class ClientTimerTest implements ClientTimer.Subject {
  private static final Duration NEVER = Duration.ZERO;

  private final List<String> told = new ArrayList<>();
  private final EmbeddedChannel channel =
      new EmbeddedChannel() {
        @Override
        protected void doWrite(ChannelOutboundBuffer in) {
          // a client that takes nothing
        }
      };
  private ClientTimer.Phase phase = ClientTimer.Phase.IDLE;
  private long progress;
  private long receiving;

  @BeforeEach
  void stopTheClock() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void start(Duration head, Duration idle, Duration body, Duration write, Duration age) {
    start(new HttpTimeouts(head, NEVER, idle, body, write, age));
  }

  private void start(HttpTimeouts timeouts) {
    new ClientTimer(timeouts, this).start(channel);
  }

  private void usual() {
    start(
        Duration.ofSeconds(8),
        Duration.ofSeconds(20),
        Duration.ofSeconds(12),
        Duration.ofSeconds(16),
        NEVER);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  @Test
  void silenceIsLong() {
    usual();
    pass(19);
    assertEquals(List.of(), told);
    pass(5);
    assertEquals(List.of("IDLE"), told);
  }

  @Test
  void halfAHeadIsShort() {
    usual();
    pass(10);
    phase = ClientTimer.Phase.HEAD;
    pass(7);
    assertEquals(List.of(), told);
    pass(5);
    assertEquals(List.of("HEAD"), told);
  }

  @Test
  void aBodyThatGoesOnIsWaitedFor() {
    usual();
    phase = ClientTimer.Phase.BODY;
    for (int i = 0; i < 10; i++) {
      progress++;
      pass(10);
    }
    assertEquals(List.of(), told);
    pass(16);
    assertEquals(List.of("BODY"), told);
  }

  @Test
  void aBodyInDropsHasOneLimitAsAWhole() {
    start(new HttpTimeouts(NEVER, Duration.ofSeconds(40), NEVER, NEVER, NEVER, NEVER));
    phase = ClientTimer.Phase.BODY;
    for (receiving = 1; receiving < 4; receiving++) {
      pass(39);
    }
    assertEquals(List.of(), told);
    for (int i = 0; i < 60; i++) {
      progress++;
      pass(1);
    }
    assertEquals(List.of("BODY"), told);
  }

  @Test
  void aRequestThatIsServedHasNoLimitHere() {
    usual();
    phase = ClientTimer.Phase.SERVED;
    pass(1_000);
    assertEquals(List.of(), told);
  }

  @Test
  void whatNobodyTakesIsNotKeptForEver() {
    usual();
    phase = ClientTimer.Phase.SERVED;
    channel.write(Unpooled.buffer().writeZero(10));
    channel.flush();
    pass(15);
    assertEquals(List.of(), told);
    pass(6);
    assertEquals(List.of("WRITE"), told);
  }

  @Test
  void ageIsToldOnce() {
    start(NEVER, NEVER, NEVER, NEVER, Duration.ofSeconds(40));
    pass(39);
    assertEquals(List.of(), told);
    pass(100);
    assertEquals(List.of("AGE"), told);
  }

  @Test
  void withoutLimitsNothingIsScheduled() {
    start(NEVER, NEVER, NEVER, NEVER, NEVER);
    assertEquals(-1, channel.runScheduledPendingTasks());
  }

  @Override
  public ClientTimer.Phase phase() {
    return phase;
  }

  @Override
  public long progress() {
    return progress;
  }

  @Override
  public long receiving() {
    return receiving;
  }

  @Override
  public void onTimeout(ClientTimer.Phase late) {
    told.add(late.name());
    phase = ClientTimer.Phase.SERVED;
    receiving = 0;
  }

  @Override
  public void onWriteTimeout() {
    told.add("WRITE");
    channel.unsafe().outboundBuffer().remove();
  }

  @Override
  public void onAge() {
    told.add("AGE");
  }
}
