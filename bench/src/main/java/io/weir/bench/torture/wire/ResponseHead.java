package io.weir.bench.torture.wire;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A response's status and headers.
 *
 * @param headers the fields in their order, names in lower case
 */
public record ResponseHead(int status, List<Field> headers) {

  /** One header field. */
  public record Field(String name, String value) {}

  public ResponseHead {
    headers = List.copyOf(headers);
  }

  /**
   * The value of a header, null when there is none. Several of one name are joined by a comma, so
   * that a header set twice is never taken for one set once.
   *
   * @param name in lower case
   */
  public @Nullable String header(String name) {
    String value = null;
    for (Field field : headers) {
      if (field.name().equals(name)) {
        value = value == null ? field.value() : value + "," + field.value();
      }
    }
    return value;
  }

  /** Whether the peer will close the connection after this response. */
  boolean closes() {
    String connection = header("connection");
    return connection != null && connection.toLowerCase(Locale.ROOT).contains("close");
  }

  boolean chunked() {
    String coding = header("transfer-encoding");
    return coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked");
  }
}
