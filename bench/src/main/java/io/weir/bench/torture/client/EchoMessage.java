package io.weir.bench.torture.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weir.bench.torture.payload.SeededBytes;
import io.weir.bench.torture.wire.WireException;
import io.weir.bench.torture.wire.WsFrame;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** The messages of the echo: a number, a hash of the rest, and the rest, which is random. */
final class EchoMessage {

  /** Sizes of the random part: within each of the three ways to write a length (RFC 6455, 5.2). */
  private static final int[] MAX_SIZE = {40, 40, 900, 9_000, 70_000};

  private static final int PREFIX = 18;

  private EchoMessage() {}

  /** One message, as text or binary, in one frame or in two. */
  static List<WsFrame> frames(int number, SplittableRandom random) {
    byte[] rest = new SeededBytes(random.nextLong()).take(random.nextInt(maxSize(random)));
    boolean text = random.nextBoolean();
    byte[] data = text ? HexFormat.of().formatHex(rest).getBytes(US_ASCII) : rest;
    byte[] message = join(prefix(number, data).getBytes(US_ASCII), data);
    int opcode = text ? WsFrame.TEXT : WsFrame.BINARY;
    if (random.nextInt(4) > 0) {
      return List.of(new WsFrame(true, opcode, message));
    }
    int cut = random.nextInt(PREFIX, message.length + 1);
    return List.of(
        new WsFrame(false, opcode, Arrays.copyOf(message, cut)),
        new WsFrame(true, WsFrame.CONTINUATION, Arrays.copyOfRange(message, cut, message.length)));
  }

  /**
   * Checks a decoded frame against the one that was sent.
   *
   * @throws WireException when it is another frame
   */
  static void check(WsFrame got, WsFrame sent) throws WireException {
    boolean same =
        got.fin() == sent.fin()
            && got.opcode() == sent.opcode()
            && Arrays.equals(got.payload(), sent.payload());
    if (!same) {
      throw new WireException("echo: %s (expected: %s)".formatted(name(got), name(sent)));
    }
  }

  private static int maxSize(SplittableRandom random) {
    return MAX_SIZE[random.nextInt(MAX_SIZE.length)];
  }

  private static String prefix(int number, byte[] data) {
    return "%08d:%08x ".formatted(number, Arrays.hashCode(data));
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }

  private static String name(WsFrame frame) {
    int length = Math.min(PREFIX, frame.payload().length);
    return "frame %d of %d bytes, %s"
        .formatted(
            frame.opcode(),
            frame.payload().length,
            new String(frame.payload(), 0, length, US_ASCII));
  }
}
