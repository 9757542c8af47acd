package io.weir.bench.torture.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WsFrameTest {

  private static final byte[] HELLO = {'H', 'e', 'l', 'l', 'o'};

  /** The examples of RFC 6455, section 5.7. */
  @Test
  void writesTheExamplesOfTheSpecification() {
    WsFrame hello = new WsFrame(true, WsFrame.TEXT, HELLO);
    assertEquals("810548656c6c6f", HexFormat.of().formatHex(hello.unmasked()));
    assertEquals("818537fa213d7f9f4d5158", HexFormat.of().formatHex(hello.masked(0x37fa213d)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 140_000})
  void everyLengthIsParsedBack(int length) throws WireException {
    byte[] payload = new byte[length];
    WsFrame parsed = WsFrame.parse(new WsFrame(false, WsFrame.BINARY, payload).unmasked());
    assertEquals(false, parsed.fin());
    assertEquals(WsFrame.BINARY, parsed.opcode());
    assertArrayEquals(payload, parsed.payload());
  }

  @Test
  void reservedBitsMasksAndWrongLengthsAreRefused() {
    byte[] masked = new WsFrame(true, WsFrame.TEXT, HELLO).masked(1);
    byte[] reserved = new WsFrame(true, 0x41, HELLO).unmasked();
    byte[] longer = Arrays.copyOf(new WsFrame(true, WsFrame.TEXT, HELLO).unmasked(), 9);
    for (byte[] wrong : new byte[][] {masked, reserved, longer}) {
      assertThrows(WireException.class, () -> WsFrame.parse(wrong));
    }
  }
}
