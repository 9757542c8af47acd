package io.weir.registry.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.registry.http.ClientGoneException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private final BodyBudget budget = new BodyBudget();
  private final AtomicInteger asked = new AtomicInteger();
  private final RequestBody body = new RequestBody(budget, () -> {}, asked::incrementAndGet, 0);

  @Test
  void givesWhatCameAsBytes() throws Exception {
    body.offer(bytes(1, 2));
    body.offer(bytes());
    body.offer(bytes(3));
    body.end(false);
    assertArrayEquals(new byte[] {1, 2, 3}, body.readAllBytes());
  }

  @Test
  void lendsWhatCameUntilTheNextCall() throws Exception {
    ByteBuf first = bytes(1, 2, 3);
    body.offer(first);
    body.end(false);
    assertEquals(1, body.read());
    ByteBuffer lent = body.lend();
    assertNotNull(lent);
    assertEquals(ByteBuffer.wrap(new byte[] {2, 3}), lent);
    assertEquals(1, first.refCnt());
    assertNull(body.lend());
    assertEquals(0, first.refCnt());
  }

  @Test
  void hasRoomAgainWhenSomeIsRead() throws Exception {
    body.offer(Unpooled.wrappedBuffer(new byte[(int) RequestBody.HIGH_WATER]));
    assertFalse(body.hasRoom());
    assertEquals(RequestBody.HIGH_WATER, budget.held());
    assertNotNull(body.lend());
    assertTrue(body.hasRoom());
    assertEquals(0, budget.held());
    assertEquals(1, asked.get());
  }

  @Test
  void wakesOnlyALoopThatHadToStopAndOnlyOnce() throws Exception {
    int half = (int) RequestBody.HIGH_WATER / 2;
    body.offer(Unpooled.wrappedBuffer(new byte[half]));
    assertNotNull(body.lend());
    assertEquals(0, asked.get()); // it had room all the time
    for (int i = 0; i < 3; i++) {
      body.offer(Unpooled.wrappedBuffer(new byte[half]));
    }
    assertFalse(body.hasRoom());
    assertNotNull(body.lend());
    assertNotNull(body.lend());
    assertEquals(0, asked.get()); // half full
    assertNotNull(body.lend());
    assertEquals(1, asked.get());
  }

  @Test
  void wakesALoopThatTheOthersStopped() throws Exception {
    budget.add(64L << 20);
    body.offer(bytes(1));
    assertFalse(body.hasRoom());
    assertNotNull(body.lend());
    assertEquals(1, asked.get());
  }

  @Test
  void allBodiesTogetherAreBounded() {
    budget.add(64L << 20);
    assertTrue(body.hasRoom()); // it holds nothing, and would else never end
    body.offer(bytes(1));
    assertFalse(body.hasRoom());
  }

  @Test
  void tellsABrokenBodyFromAWholeOne() {
    body.offer(bytes(1));
    body.end(true);
    assertThrows(ClientGoneException.class, body::readAllBytes);
  }

  @Test
  void givesUpWhoIsSilent() {
    assertThrows(ClientGoneException.class, body::read);
  }

  @Test
  void dropsWhatNobodyReads() {
    ByteBuf unread = bytes(1);
    body.offer(unread);
    body.discard();
    assertEquals(0, unread.refCnt());
    assertEquals(0, budget.held());
  }

  private static ByteBuf bytes(int... values) {
    ByteBuf buffer = Unpooled.buffer();
    for (int each : values) {
      buffer.writeByte(each);
    }
    return buffer;
  }
}
