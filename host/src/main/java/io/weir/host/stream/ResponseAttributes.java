package io.weir.host.stream;

import static io.weir.host.stream.Attributes.number;

import org.jspecify.annotations.Nullable;

/** The attributes {@code response.*} of one stream. */
final class ResponseAttributes {
  private final Stream stream;

  ResponseAttributes(Stream stream) {
    this.stream = stream;
  }

  byte @Nullable [] get(String name) {
    HeaderList headers = stream.responsePath().headers;
    HeaderList trailers = stream.responsePath().trailers;
    if (name.equals("headers") || name.startsWith("headers\0")) {
      return Attributes.header(headers, name);
    }
    if (name.equals("trailers") || name.startsWith("trailers\0")) {
      return Attributes.header(trailers, name);
    }
    StreamInfo info = stream.info();
    return switch (name) {
      case "code" -> code(headers) < 0 ? null : number(code(headers));
      case "code_details" -> Attributes.text(info.detail());
      case "flags" -> number(info.flags());
      case "grpc_status" -> grpcStatus(headers, trailers);
      case "size" -> number(info.responseBytes());
      case "total_size" -> number(info.responseBytes() + size(headers) + size(trailers));
      default -> null;
    };
  }

  /** The HTTP status, -1 for none: a plugin may have written anything there. */
  static int code(@Nullable HeaderList headers) {
    return headers == null ? -1 : Digits.of(headers.get(":status"), 3);
  }

  /** As the trailers say, else the headers, else what the HTTP status stands for. */
  private static byte @Nullable [] grpcStatus(
      @Nullable HeaderList headers, @Nullable HeaderList trailers) {
    int said = trailers == null ? -1 : Digits.of(trailers.get("grpc-status"), 5);
    if (said < 0 && headers != null) {
      said = Digits.of(headers.get("grpc-status"), 5);
    }
    if (said >= 0) {
      return number(said);
    }
    return code(headers) < 0 ? null : number(Grpc.ofHttp(code(headers)));
  }

  private static int size(@Nullable HeaderList map) {
    return map == null ? 0 : map.byteSize();
  }
}
