package io.weir.host.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;

/** Trailers as the last frame of a gRPC-Web body: a flag, a length, and lines as in HTTP/1.1. */
final class GrpcWebTrailers {
  /** The bit that tells trailers from a message. */
  private static final int FLAG = 0x80;

  private GrpcWebTrailers() {}

  /** A frame that the caller owns. */
  static ByteBuf frame(HeaderList trailers) {
    StringBuilder lines = new StringBuilder(64);
    for (int i = 0; i < trailers.size(); i++) {
      if (!HopByHop.contains(trailers.name(i))) {
        lines.append(trailers.name(i)).append(": ").append(plain(trailers.value(i))).append("\r\n");
      }
    }
    ByteBuf frame = Unpooled.buffer(5 + lines.length());
    frame.writeByte(FLAG).writeInt(lines.length());
    frame.setCharSequence(5, lines, StandardCharsets.ISO_8859_1);
    return frame.writerIndex(5 + lines.length());
  }

  /** A value that a plugin has set must not become a line of its own. */
  private static String plain(String value) {
    boolean split = value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0;
    return split ? value.replace('\r', ' ').replace('\n', ' ') : value;
  }
}
