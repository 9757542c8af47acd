package io.weir.host.stream;

import org.jspecify.annotations.Nullable;

/** What tells gRPC from other HTTP, and what its callers make of HTTP's statuses. */
public final class Grpc {
  private Grpc() {}

  /** Whether a message is of gRPC itself; gRPC-Web, which has its trailers in its body, is not. */
  public static boolean isNative(@Nullable HeaderList headers) {
    String type = headers == null ? "" : headers.getOrEmpty("content-type");
    return type.equals("application/grpc") || type.startsWith("application/grpc+");
  }

  /** For an answer that is not gRPC (gRPC: "HTTP to gRPC status code mapping"). */
  public static int ofHttp(int status) {
    return switch (status) {
      case 400 -> 13;
      case 401 -> 16;
      case 403 -> 7;
      case 404 -> 12;
      case 429, 502, 503, 504 -> 14;
      default -> 2;
    };
  }
}
