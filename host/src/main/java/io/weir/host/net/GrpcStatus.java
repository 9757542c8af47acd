package io.weir.host.net;

import io.weir.host.stream.Grpc;
import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/** What an answer of gRPC is to those who count failures by the statuses of HTTP. */
final class GrpcStatus {
  private GrpcStatus() {}

  /** Whether it is {@code grpc-status} that says what came of the request. */
  static boolean decides(HeaderList head) {
    return head.status() == 200 && Grpc.isNative(head);
  }

  /**
   * The status of HTTP that stands for that of gRPC, as Google's {@code code.proto} has it; one
   * that is missing or unknown counts as UNKNOWN.
   */
  static int asHttp(@Nullable String status) {
    return switch (status == null ? "" : status) {
      case "0" -> 200;
      case "1" -> 499;
      case "3", "9", "11" -> 400;
      case "4" -> 504;
      case "5" -> 404;
      case "6", "10" -> 409;
      case "7" -> 403;
      case "8" -> 429;
      case "12" -> 501;
      case "14" -> 503;
      case "16" -> 401;
      default -> 500;
    };
  }
}
