package io.weir.bench.torture.wire;

import java.nio.ByteBuffer;

/**
 * One WebSocket frame.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section 5.2</a>
 */
public final class WsFrame {

  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;

  private static final int MAX_HEADER = 14;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private final boolean fin;
  private final int opcode;
  private final byte[] payload;

  /**
   * A frame; the payload is not copied.
   *
   * @param opcode one of the constants here
   */
  public WsFrame(boolean fin, int opcode, byte[] payload) {
    this.fin = fin;
    this.opcode = opcode;
    this.payload = payload;
  }

  /** Whether it is the last of its message. */
  public boolean fin() {
    return fin;
  }

  public int opcode() {
    return opcode;
  }

  /** The payload itself, unmasked; not to be changed. */
  public byte[] payload() {
    return payload;
  }

  /** The frame as a client sends it: masked. */
  public byte[] masked(int maskingKey) {
    ByteBuffer frame = header(0x80).putInt(maskingKey);
    byte[] mask = ByteBuffer.allocate(4).putInt(maskingKey).array();
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    return written(frame);
  }

  /** The frame as a server sends it, with the shortest form of its length. */
  public byte[] unmasked() {
    return written(header(0).put(payload));
  }

  /**
   * Parses one server frame that fills {@code bytes}.
   *
   * @throws WireException when it is masked, has reserved bits, or another length
   */
  public static WsFrame parse(byte[] bytes) throws WireException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int first = in.get() & 0xff;
    int second = in.get() & 0xff;
    if ((first & 0x70) != 0 || second > LENGTH_64) {
      throw new WireException(
          "frame: %02x%02x (expected: no reserved bit, no mask)".formatted(first, second));
    }
    long length =
        switch (second) {
          case LENGTH_16 -> in.getShort() & 0xffff;
          case LENGTH_64 -> in.getLong();
          default -> second;
        };
    if (length != in.remaining()) {
      throw new WireException("frame length: %d (expected: %d)".formatted(length, in.remaining()));
    }
    byte[] payload = new byte[in.remaining()];
    in.get(payload);
    return new WsFrame((first & 0x80) != 0, first & 0x0f, payload);
  }

  private ByteBuffer header(int maskBit) {
    ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER + payload.length);
    frame.put((byte) ((fin ? 0x80 : 0) | opcode));
    if (payload.length < LENGTH_16) {
      return frame.put((byte) (maskBit | payload.length));
    }
    if (payload.length <= 0xffff) {
      return frame.put((byte) (maskBit | LENGTH_16)).putShort((short) payload.length);
    }
    return frame.put((byte) (maskBit | LENGTH_64)).putLong(payload.length);
  }

  private static byte[] written(ByteBuffer frame) {
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }
}
