package io.weir.bench.torture.wire;

import java.io.IOException;

/** A body of a length known before. */
final class LengthBody implements BodyReader {

  private final WireConnection connection;
  private long left;

  LengthBody(WireConnection connection, long length) {
    this.connection = connection;
    this.left = length;
  }

  @Override
  public int read(byte[] target) throws IOException {
    if (left == 0) {
      return -1;
    }
    int got = connection.readSome(target, (int) Math.min(target.length, left));
    left -= got;
    return got;
  }
}
