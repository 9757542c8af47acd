package io.weir.bench.torture.payload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;

/** The events of one stream: numbered, with data that depends on the stream and the number. */
public final class SseEvents implements ByteSource {

  private final long stream;
  private int number;
  private byte[] current = new byte[0];
  private int used;

  public SseEvents(long stream) {
    this.stream = stream;
  }

  /** The whole text of one event; its length differs from event to event. */
  public static byte[] event(long stream, int number) {
    long word = SeededBytes.mix(stream, number);
    byte[] data = new SeededBytes(word).take(8 + (int) (word >>> 58));
    String text =
        "id: %d\nevent: tick\ndata: %d/%d %s\n\n"
            .formatted(number, stream, number, HexFormat.of().formatHex(data));
    return text.getBytes(US_ASCII);
  }

  /** The number of bytes of the first {@code count} events. */
  public static long length(long stream, int count) {
    long length = 0;
    for (int n = 0; n < count; n++) {
      length += event(stream, n).length;
    }
    return length;
  }

  @Override
  public void next(byte[] target, int offset, int length) {
    int done = 0;
    while (done < length) {
      if (used == current.length) {
        current = event(stream, number++);
        used = 0;
      }
      int part = Math.min(length - done, current.length - used);
      System.arraycopy(current, used, target, offset + done, part);
      used += part;
      done += part;
    }
  }

  /** The bytes of one event with a fault put in, for the run that must fail. */
  public static byte[] event(long stream, int number, Fault fault) {
    byte[] whole = event(stream, number);
    int at = whole.length / 2;
    return switch (fault) {
      case NONE -> whole;
      case DROP -> join(Arrays.copyOf(whole, at), Arrays.copyOfRange(whole, at + 1, whole.length));
      case DUPLICATE ->
          join(Arrays.copyOf(whole, at + 1), Arrays.copyOfRange(whole, at, whole.length));
    };
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] all = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, all, head.length, tail.length);
    return all;
  }
}
