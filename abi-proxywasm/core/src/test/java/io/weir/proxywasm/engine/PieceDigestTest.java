package io.weir.proxywasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceDigestTest {
  private final byte[] content = new byte[(5 << 20) + 3];

  PieceDigestTest() {
    new Random(7).nextBytes(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (2 << 20) - 1, 2 << 20, 3 << 20, 4 << 20, (5 << 20) + 2})
  void everyByteCounts(int at) {
    String before = PieceDigest.of(ByteBuffer.wrap(content));
    content[at] ^= 1;
    assertNotEquals(before, PieceDigest.of(ByteBuffer.wrap(content)));
  }

  @Test
  void soDoesTheLength() {
    String whole = PieceDigest.of(ByteBuffer.wrap(content));
    assertNotEquals(whole, PieceDigest.of(ByteBuffer.wrap(content, 0, content.length - 1)));
    assertNotEquals(whole, PieceDigest.of(ByteBuffer.wrap(content, 0, 4 << 20)));
    assertNotEquals(whole, PieceDigest.of(ByteBuffer.allocate(0)));
  }

  @Test
  void theBufferIsLeftAsItIs() {
    ByteBuffer direct = ByteBuffer.allocateDirect(content.length + 5).position(5);
    direct.put(content).flip().position(5);
    assertEquals(PieceDigest.of(ByteBuffer.wrap(content)), PieceDigest.of(direct));
    assertEquals(content.length, direct.remaining());
  }
}
