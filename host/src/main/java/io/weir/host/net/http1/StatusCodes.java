package io.weir.host.net.http1;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** Status codes as they stand in headers and in status lines, made once. */
final class StatusCodes {
  private static final int FIRST = 100;
  private static final int MANY = 900;
  private static final String[] TEXT = new String[MANY];
  private static final byte[][] LINE = new byte[MANY][];

  static {
    for (int i = 0; i < MANY; i++) {
      int status = FIRST + i;
      TEXT[i] = Integer.toString(status);
      String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
      LINE[i] = ("HTTP/1.1 " + status + " " + reason + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
  }

  private StatusCodes() {}

  /**
   * @param status 100 to 999
   */
  static String text(int status) {
    return TEXT[status - FIRST];
  }

  /** The status line with its CRLF; the array is shared: read it only. */
  static byte[] line(int status) {
    return LINE[status - FIRST];
  }
}
