package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What bodies are held in, however they come and whatever a guest does to them. */
class HeldBodyTest {
  private final HeldBody body = new HeldBody();

  /** Who sends a body byte by byte must not have the loop's stack grow with it. */
  @Test
  void oneThatComesInBytesIsNoDeeperThanOthers() {
    StringBuilder expected = new StringBuilder();
    List<ByteBuf> chunks = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      ByteBuf chunk = Unpooled.buffer(1, 1).writeByte('a' + i % 26);
      expected.append((char) ('a' + i % 26));
      chunks.add(chunk);
      body.append(chunk);
    }
    ByteBuf all = body.take();
    assertEquals(expected.toString(), all.toString(StandardCharsets.ISO_8859_1));
    CompositeByteBuf composite = (CompositeByteBuf) all;
    assertTrue(composite.numComponents() < 1_000, composite.numComponents() + " components");
    for (int i = 0; i < composite.numComponents(); i++) {
      assertTrue(!(composite.internalComponent(i) instanceof CompositeByteBuf), "nested");
    }
    all.release();
    chunks.forEach(c -> assertEquals(0, c.refCnt()));
  }

  @Test
  void chunksOfTheUsualSizesAreNotCopied() {
    List<ByteBuf> chunks = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      ByteBuf chunk = Unpooled.buffer(1_000, 1_000).writeZero(1_000);
      chunks.add(chunk);
      body.append(chunk);
    }
    assertEquals(1_500_000, body.length());
    chunks.forEach(c -> assertEquals(1, c.refCnt(), "still there, so not copied"));
    body.release();
    chunks.forEach(c -> assertEquals(0, c.refCnt()));
  }

  /** A guest may put something before what is there as often as it likes. */
  @Test
  void whatAGuestPutsInFrontIsNoDeeperEither() {
    ByteBuf first = Unpooled.buffer().writeBytes("first".getBytes(StandardCharsets.ISO_8859_1));
    body.append(first);
    for (int i = 0; i < 20_000; i++) {
      body.replaceHead(0, new byte[] {'x'});
      body.replaceHead(0, new byte[0]);
    }
    body.replaceHead(19_999, new byte[] {'y'});
    body.replaceHead(1, new byte[0]);
    ByteBuf all = body.take();
    assertEquals("xfirst", all.toString(StandardCharsets.ISO_8859_1));
    all.release();
    assertEquals(0, first.refCnt());
  }
}
