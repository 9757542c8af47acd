package io.weir.host.stream;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The header {@code grpc-timeout}: at most eight digits and a unit. */
final class GrpcTimeout {
  private static final int MAX_DIGITS = 8;

  private GrpcTimeout() {}

  /** Null for what is no such value. */
  static @Nullable Duration parse(@Nullable String text) {
    int digits = text == null ? 0 : text.length() - 1;
    if (text == null || digits < 1 || digits > MAX_DIGITS) {
      return null;
    }
    int amount = Digits.first(text, digits);
    if (amount < 0) {
      return null;
    }
    ChronoUnit unit =
        switch (text.charAt(digits)) {
          case 'H' -> ChronoUnit.HOURS;
          case 'M' -> ChronoUnit.MINUTES;
          case 'S' -> ChronoUnit.SECONDS;
          case 'm' -> ChronoUnit.MILLIS;
          case 'u' -> ChronoUnit.MICROS;
          case 'n' -> ChronoUnit.NANOS;
          default -> null;
        };
    return unit == null ? null : Duration.of(amount, unit);
  }

  /**
   * What a request of gRPC may take: the least of what its client says, {@code most} and {@code
   * request}.
   *
   * @param request zero for no limit
   */
  static Duration limit(HeaderList headers, Duration most, Duration request) {
    if (!Grpc.isNative(headers)) {
      return request;
    }
    Duration said = parse(headers.get("grpc-timeout"));
    Duration capped = said == null || said.compareTo(most) > 0 ? most : said;
    return request.isZero() || capped.compareTo(request) < 0 ? capped : request;
  }
}
