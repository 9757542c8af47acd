package io.weir.host.observe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineRingTest {
  private final LineRing ring = new LineRing(16);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private boolean offer(String line) {
    return ring.offer(line.getBytes(StandardCharsets.US_ASCII), line.length());
  }

  private boolean drain() throws Exception {
    return ring.drain(
        bytes -> {
          byte[] taken = new byte[bytes.remaining()];
          bytes.get(taken);
          out.writeBytes(taken);
        });
  }

  @Test
  void whatGoesInComesOutAlsoAcrossTheEnd() throws Exception {
    assertFalse(drain());
    for (int i = 0; i < 9; i++) {
      assertFalse(offer("line" + i + "\n"));
      assertTrue(drain());
    }
    assertEquals("line0\nline1\nline2\nline3\nline4\nline5\nline6\nline7\nline8\n", out.toString());
    assertEquals(0, ring.dropped());
  }

  @Test
  void whatFindsNoRoomIsDroppedAsAWhole() throws Exception {
    offer("0123456789\n");
    assertTrue(offer("abcdef\n"));
    assertEquals(1, ring.dropped());
    offer("wxyz\n");
    drain();
    assertEquals("0123456789\nwxyz\n", out.toString());
  }

  @Test
  void oneThreadPutsWhileAnotherTakes() throws Exception {
    LineRing shared = new LineRing(1 << 12);
    int lines = 200_000;
    Thread producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  Random random = new Random(1);
                  for (int i = 0; i < lines; i++) {
                    byte[] line =
                        ("x".repeat(random.nextInt(40)) + "\n").getBytes(StandardCharsets.US_ASCII);
                    shared.offer(line, line.length);
                  }
                });
    long[] ends = {0};
    byte[] last = {'\n'};
    LineRing.Sink count =
        bytes -> {
          while (bytes.hasRemaining()) {
            last[0] = bytes.get();
            ends[0] += last[0] == '\n' ? 1 : 0;
          }
        };
    while (producer.isAlive()) {
      shared.drain(count);
    }
    shared.drain(count);
    assertEquals('\n', last[0]);
    assertEquals(lines, ends[0] + shared.dropped());
  }
}
