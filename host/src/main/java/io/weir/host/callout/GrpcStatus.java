package io.weir.host.callout;

import io.weir.host.stream.HeaderList;

/** gRPC's status numbers, and which of them stands for what HTTP/2 says. */
final class GrpcStatus {
  static final int UNKNOWN = 2;
  static final int DEADLINE_EXCEEDED = 4;
  static final int RESOURCE_EXHAUSTED = 8;
  static final int INTERNAL = 13;
  static final int UNAVAILABLE = 14;

  private static final int CANCELLED = 1;
  private static final int PERMISSION_DENIED = 7;

  private GrpcStatus() {}

  /** What {@code grpc-status} says; -1 when it is not there, 2 when it is no number. */
  static int of(HeaderList headers) {
    String text = headers.get("grpc-status");
    if (text == null) {
      return -1;
    }
    boolean number =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(Character::isDigit);
    return number ? Integer.parseInt(text) : UNKNOWN;
  }

  /** For the code of an HTTP/2 RST_STREAM (gRPC over HTTP/2: "Errors"). */
  static int ofReset(long code) {
    return switch ((int) code) {
      case 0, 1, 2, 3, 4, 6, 9, 10 -> INTERNAL;
      case 7 -> UNAVAILABLE; // refused
      case 8 -> CANCELLED;
      case 11 -> RESOURCE_EXHAUSTED; // calm down
      case 12 -> PERMISSION_DENIED; // security
      default -> UNKNOWN;
    };
  }
}
