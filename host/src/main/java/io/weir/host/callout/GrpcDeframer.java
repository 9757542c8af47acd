package io.weir.host.callout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * gRPC's frames: one byte of flags, four of length, the message. Owns what it is given until a
 * message is complete.
 */
final class GrpcDeframer {
  /** The largest message that is taken, in bytes: what gRPC's own libraries allow by default. */
  static final int MAX_MESSAGE = 4 << 20;

  private static final int HEADER = 5;

  /** A frame that no message comes of. */
  static final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    BadFrameException(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }

    /** The gRPC status that stands for it. */
    int status() {
      return status;
    }
  }

  private @Nullable CompositeByteBuf bytes;

  /** The frame of {@code message}, which is not copied. */
  static ByteBuf frame(byte[] message) {
    ByteBuf header = Unpooled.buffer(HEADER, HEADER).writeByte(0).writeInt(message.length);
    return Unpooled.wrappedBuffer(header, Unpooled.wrappedBuffer(message));
  }

  /** Takes {@code chunk} over. */
  void append(ByteBuf chunk) {
    if (!chunk.isReadable()) {
      chunk.release();
      return;
    }
    if (bytes == null) {
      bytes = chunk.alloc().compositeBuffer(1024);
    }
    bytes.addComponent(true, chunk);
  }

  /**
   * The next whole message, which the caller owns and frees before it asks for another; null when
   * there is none yet.
   */
  @Nullable ByteBuf next() throws BadFrameException {
    CompositeByteBuf all = bytes;
    if (all == null) {
      return null;
    }
    all.discardReadComponents(); // the message before is done with
    if (all.readableBytes() < HEADER) {
      return null;
    }
    int at = all.readerIndex();
    if (all.getByte(at) != 0) {
      throw new BadFrameException(
          GrpcStatus.INTERNAL,
          "flags of a message: " + all.getByte(at) + " (expected: 0, not compressed)");
    }
    long length = all.getUnsignedInt(at + 1);
    if (length > MAX_MESSAGE) {
      throw new BadFrameException(
          GrpcStatus.RESOURCE_EXHAUSTED,
          "length of a message: " + length + " (expected: <= " + MAX_MESSAGE + ")");
    }
    if (all.readableBytes() < HEADER + length) {
      return null;
    }
    all.skipBytes(HEADER);
    return all.readRetainedSlice((int) length);
  }

  boolean isWithinMessage() {
    return bytes != null && bytes.isReadable();
  }

  void release() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }
}
