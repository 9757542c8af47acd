package io.weir.bench.torture.wire;

import java.io.IOException;

/** A body in the chunked transfer coding (RFC 9112, section 7.1); trailers are read and dropped. */
final class ChunkedBody implements BodyReader {

  private static final int HEX = 16;

  private final WireConnection connection;
  private long left;
  private boolean ended;

  ChunkedBody(WireConnection connection) {
    this.connection = connection;
  }

  @Override
  public int read(byte[] target) throws IOException {
    if (left == 0 && !ended) {
      beginChunk();
    }
    if (ended) {
      return -1;
    }
    int got = connection.readSome(target, (int) Math.min(target.length, left));
    left -= got;
    if (left == 0) {
      endLine();
    }
    return got;
  }

  private void beginChunk() throws IOException {
    String line = connection.readLine();
    int semicolon = line.indexOf(';');
    String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    try {
      left = Long.parseUnsignedLong(size, HEX);
    } catch (NumberFormatException e) {
      throw new WireException("chunk size: %s (expected: hex digits)".formatted(line));
    }
    if (left == 0) {
      ended = true;
      while (!connection.readLine().isEmpty()) {}
    }
  }

  private void endLine() throws IOException {
    String rest = connection.readLine();
    if (!rest.isEmpty()) {
      throw new WireException("chunk end: %s (expected: an empty line)".formatted(rest));
    }
  }
}
