package io.weir.proxywasm.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The wire form of header maps, with honest and hostile input. */
class PairsCodecTest {
  private static byte[] ints(int... values) {
    ByteBuffer out = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      out.putInt(value);
    }
    return out.array();
  }

  private static byte[] join(byte[] head, String tail) {
    byte[] t = tail.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = Arrays.copyOf(head, head.length + t.length);
    System.arraycopy(t, 0, all, head.length, t.length);
    return all;
  }

  @Test
  void isTheFormOfTheSpecification() {
    SimpleHeaderMap map = new SimpleHeaderMap();
    map.add("ab", "c");
    map.add("d", "");
    byte[] expected =
        HexFormat.of()
            .parseHex("02000000" + "0200000001000000" + "0100000000000000" + "6162006300640000");
    assertArrayEquals(expected, PairsCodec.encode(map));
  }

  @Test
  void readsWhatItWrites() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      SimpleHeaderMap map = new SimpleHeaderMap();
      int pairs = random.nextInt(20);
      for (int i = 0; i < pairs; i++) {
        map.add("k" + random.nextInt(5), text(random));
      }
      SimpleHeaderMap back = PairsCodec.decode(PairsCodec.encode(map));
      assertNotNull(back);
      assertEquals(map.size(), back.size());
      for (int i = 0; i < pairs; i++) {
        assertEquals(map.name(i), back.name(i));
        assertEquals(map.value(i), back.value(i));
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append((char) random.nextInt(256));
    }
    return text.toString();
  }

  @Test
  void nothingIsNoPairs() {
    assertEquals(0, Objects.requireNonNull(PairsCodec.decode(new byte[0])).size());
    assertEquals(0, Objects.requireNonNull(PairsCodec.decode(ints(0))).size());
  }

  @Test
  void lengthsThatLieAreRefused() {
    assertNull(PairsCodec.decode(new byte[3]), "no room for a count");
    assertNull(PairsCodec.decode(ints(1)), "no room for the lengths");
    assertNull(PairsCodec.decode(ints(1, 1)), "no room for the second length");
    assertNull(PairsCodec.decode(ints(-1)), "a negative count");
    assertNull(PairsCodec.decode(ints(0x20000000)), "a count that overflows");
    assertNull(PairsCodec.decode(join(ints(1, 1, 1), "a\0b")), "the last NUL is missing");
    assertNull(PairsCodec.decode(join(ints(1, -1, 1), "a\0b\0")), "a key of 4 GiB");
    assertNull(PairsCodec.decode(join(ints(1, 1, -1), "a\0b\0")), "a value of 4 GiB");
    assertNull(PairsCodec.decode(join(ints(1, 0x7fffffff, 0x7fffffff), "a\0b\0")));
    assertNull(PairsCodec.decode(join(ints(2, 1, 1, 9, 9), "a\0b\0")), "the second pair");
    assertNotNull(PairsCodec.decode(join(ints(1, 1, 1), "a\0b\0")));
  }

  @Test
  void thereAreLimits() {
    assertNull(PairsCodec.decode(join(ints(1025), "\0".repeat(1025 * 10))), "1025 pairs");
    assertNotNull(PairsCodec.decode(join(ints(1024), "\0".repeat(1024 * 10))));
    assertNull(PairsCodec.decode(new byte[(1 << 20) + 1]), "over 1 MiB");
    assertNotNull(PairsCodec.decode(new byte[1 << 20]));
  }

  @Test
  void randomBytesNeverBreakIt() {
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 4) {
        Arrays.fill(bytes, 1, 4, (byte) 0); // a count that is not refused at once
        bytes[0] = (byte) random.nextInt(4);
      }
      SimpleHeaderMap map = PairsCodec.decode(bytes);
      if (map != null) {
        assertEquals(bytes.length < 4 ? 0 : bytes[0], map.size());
      }
    }
  }
}
