package io.weir.host.net;

import io.netty.buffer.ByteBuf;

/**
 * Tells whether a client is within a block of headers, of which the codec says nothing before it is
 * whole. Looks at the heads of frames as they pass (RFC 9113 section 4.1) and at nothing else.
 * Confined to the connection's loop.
 */
final class Http2BlockWatch {
  private static final int FRAME_HEAD = 9;
  private static final int LENGTH_TYPE_AND_FLAGS = 5;
  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;

  private int seen;
  private int headBytes;
  private long head;
  private int payload;
  private boolean within;
  private boolean last;
  private long blocks;

  /** Sees what has come before the codec reads it. */
  void look(ByteBuf in) {
    int at = in.readerIndex() + seen;
    int end = in.writerIndex();
    while (at < end) {
      if (payload == 0) {
        take(in.getUnsignedByte(at++));
      } else {
        int passed = Math.min(payload, end - at);
        at += passed;
        payload -= passed;
      }
      if (payload == 0 && headBytes == 0) {
        frameEnds();
      }
    }
  }

  /** Of {@code in} the codec has left the rest for the next time, which has been seen. */
  void left(ByteBuf in) {
    seen = in.readableBytes();
  }

  private void take(int octet) {
    if (headBytes < LENGTH_TYPE_AND_FLAGS) {
      head = head << 8 | octet;
    }
    if (++headBytes < FRAME_HEAD) {
      return;
    }
    payload = (int) (head >>> 16);
    int type = (int) (head >>> 8) & 0xff;
    if (type == HEADERS) {
      within = true;
      blocks++;
    }
    last = (type == HEADERS || type == CONTINUATION) && (head & END_HEADERS) != 0;
    headBytes = 0;
    head = 0;
  }

  private void frameEnds() {
    within &= !last;
  }

  /** The number of the block that has begun and not ended, 0 for none. */
  long open() {
    return within ? blocks : 0;
  }
}
