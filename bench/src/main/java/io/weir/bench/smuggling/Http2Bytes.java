package io.weir.bench.smuggling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of an HTTP/2 connection with one request on stream 1, in which anything may stand that
 * no client library would send. Fields are literals without indexing (RFC 7541 section 6.2.2).
 */
final class Http2Bytes {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private final ByteArrayOutputStream fields = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  boolean isEmpty() {
    return fields.size() == 0;
  }

  /** {@code name => value}, with escapes. */
  void field(String text) {
    int arrow = text.indexOf("=>");
    String value = text.substring(arrow + 2);
    fields.write(0);
    string(Escapes.decode(text.substring(0, arrow - 1)));
    string(Escapes.decode(value.isEmpty() ? value : value.substring(1)));
  }

  private void string(byte[] bytes) {
    if (bytes.length < 127) {
      fields.write(bytes.length);
    } else {
      fields.write(127);
      int rest = bytes.length - 127;
      for (; rest > 127; rest >>>= 7) {
        fields.write(rest & 127 | 128);
      }
      fields.write(rest);
    }
    fields.writeBytes(bytes);
  }

  void data(byte[] bytes) {
    data.writeBytes(bytes);
  }

  byte[] take() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    frame(out, SETTINGS, 0, 0, new byte[0]);
    boolean body = data.size() > 0;
    frame(out, HEADERS, END_HEADERS | (body ? 0 : END_STREAM), 1, fields.toByteArray());
    if (body) {
      frame(out, DATA, END_STREAM, 1, data.toByteArray());
    }
    fields.reset();
    data.reset();
    return out.toByteArray();
  }

  private static void frame(
      ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
    out.write(payload.length >> 16);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    out.writeBytes(new byte[] {0, 0, 0, (byte) stream});
    out.writeBytes(payload);
  }
}
