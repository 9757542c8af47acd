package io.weir.host.net.http1;

/**
 * What a head, or trailers, may have.
 *
 * @param line bytes of the first line, without its CRLF
 * @param fieldBytes bytes of all header lines, CRLF included
 * @param fieldCount how many headers
 */
public record HeadLimits(int line, int fieldBytes, int fieldCount) {
  void checkLine(int bytes) {
    if (bytes > line) {
      throw new MalformedMessageException(
          414, "a request line that is too long (expected: at most " + line + " bytes)");
    }
  }

  void checkFields(int bytes, int count) {
    if (bytes > fieldBytes) {
      throw new MalformedMessageException(
          431, "headers that are too large (expected: at most " + fieldBytes + " bytes)");
    }
    if (count > fieldCount) {
      throw new MalformedMessageException(
          431, "too many headers (expected: at most " + fieldCount + ")");
    }
  }
}
