package io.weir.host.callout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.stream.HeaderList;
import org.junit.jupiter.api.Test;

/** A call whose upstream takes nothing. */
class GrpcStreamTest {
  /** Also while the guest is still in the callback in which it sends. */
  @Test
  void whatWaitsToBeSentIsBounded() throws Exception {
    EmbeddedChannel clock = new EmbeddedChannel();
    GrpcAnswer answer = new GrpcAnswer();
    GrpcStream stream = new GrpcStream(clock.eventLoop(), new HeaderList(), answer);
    byte[] message = new byte[1 << 20];
    for (int i = 0; i < 100; i++) {
      stream.send(message, false);
    }
    stream.halfClose();
    assertTrue(stream.waitingBytes() <= 6 << 20, stream.waitingBytes() + " bytes");
    clock.runPendingTasks();
    assertEquals("close 8", answer.await().getLast().substring(0, 7), answer.events.toString());
    assertEquals(0, stream.waitingBytes());
    clock.finishAndReleaseAll();
  }
}
