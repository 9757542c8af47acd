package io.weir.proxywasm.tck.inprocess;

import io.weir.proxywasm.tck.rule.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers, body and trailers of a request or an answer while a filter works on them. */
final class Direction {
  final Headers headers;
  @Nullable Body body;
  @Nullable Headers trailers;

  /** Whether this is the callback of the body's last piece, where trailers can be made. */
  boolean atEnd;

  Direction(List<Field> headers) {
    this.headers = new Headers(headers);
  }
}
