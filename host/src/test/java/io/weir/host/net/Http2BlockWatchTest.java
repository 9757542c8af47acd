package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames in whatever pieces, of which the codec takes the whole ones. */
class Http2BlockWatchTest {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private final Http2BlockWatch watch = new Http2BlockWatch();
  private final ByteBuf in = Unpooled.buffer();

  @AfterEach
  void release() {
    in.release();
  }

  private static ByteBuf frame(int type, int flags, int length) {
    return Unpooled.buffer()
        .writeMedium(length)
        .writeByte(type)
        .writeByte(flags)
        .writeInt(1)
        .writeZero(length);
  }

  private long sees(ByteBuf bytes, int taken) {
    in.writeBytes(bytes);
    bytes.release();
    watch.look(in);
    in.skipBytes(taken);
    watch.left(in);
    return watch.open();
  }

  @Test
  void wholeBlocksLeaveNothingOpen() {
    assertEquals(0, sees(frame(HEADERS, END_HEADERS | END_STREAM, 6), 15));
    assertEquals(0, sees(frame(HEADERS, END_HEADERS, 0), 9));
    assertEquals(0, sees(frame(DATA, END_HEADERS, 300), 309));
  }

  @Test
  void aBlockIsOpenToTheEndOfItsLastFrame() {
    ByteBuf both = Unpooled.buffer().writeBytes(frame(DATA, 0, 5)).writeBytes(frame(HEADERS, 0, 3));
    assertEquals(1, sees(both, 26));
    assertEquals(1, sees(frame(CONTINUATION, 0, 1), 10));
    ByteBuf last = frame(CONTINUATION, END_HEADERS, 2);
    ByteBuf most = last.readBytes(10);
    assertEquals(1, sees(most, 9), "the codec has the frame's head");
    assertEquals(0, sees(last, 2));
    assertEquals(2, sees(frame(HEADERS, 0, 0), 9), "the next one");
  }

  @Test
  void whatTheCodecLeavesIsSeenOnce() {
    ByteBuf headers = frame(HEADERS, END_HEADERS, 4);
    for (int i = 0; i < 8; i++) {
      assertEquals(0, sees(headers.readBytes(1), 0));
    }
    assertEquals(1, sees(headers.readBytes(3), 9));
    assertEquals(0, sees(headers, 4));
  }
}
