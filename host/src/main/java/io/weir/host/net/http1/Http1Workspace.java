package io.weir.host.net.http1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * What the HTTP/1.x codecs of one worker share: an array to read and write heads in, and the names
 * seen lately. Holds nothing from one call to the next. Confined to the worker's loop.
 */
public final class Http1Workspace {
  private static final int FIRST = 4 << 10;

  final FieldNames names = new FieldNames();
  private byte[] bytes = new byte[FIRST];

  byte[] bytes() {
    return bytes;
  }

  /** The array with room for {@code length} bytes; those that it has stay. */
  byte[] atLeast(int length) {
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    }
    return bytes;
  }

  /** Copies up to {@code most} bytes, which stay unread in {@code in}; returns how many. */
  int load(ByteBuf in, int most) {
    int length = Math.min(in.readableBytes(), most);
    in.getBytes(in.readerIndex(), atLeast(length), 0, length);
    return length;
  }
}
