package io.weir.host.observe.trace;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as the header {@code traceparent} has it (W3C Trace Context section 3.2).
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 */
record TraceContext(String traceId, String spanId, boolean sampled) {
  private static final int LENGTH = 55;
  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);

  /** A new trace, at its first span. */
  static TraceContext fresh(boolean sampled) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String trace = hex(random.nextLong() | 1) + hex(random.nextLong());
    return new TraceContext(trace, newSpanId(), sampled);
  }

  static String newSpanId() {
    return hex(ThreadLocalRandom.current().nextLong() | 1); // never all zeros
  }

  private static String hex(long value) {
    byte[] digits = new byte[16];
    for (int i = 0; i < 16; i++) {
      digits[i] = (byte) Character.forDigit((int) (value >>> (60 - 4 * i)) & 15, 16);
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  /**
   * Null for none and for one that is not valid. A later version than 00 may say more at its end.
   */
  static @Nullable TraceContext parse(@Nullable String header) {
    if (header == null || header.length() < LENGTH || !isShape(header)) {
      return null;
    }
    String version = header.substring(0, 2);
    boolean longer = header.length() > LENGTH;
    if (version.equals("ff")
        || (longer && (version.equals("00") || header.charAt(LENGTH) != '-'))) {
      return null;
    }
    String trace = header.substring(3, 35);
    String span = header.substring(36, 52);
    if (trace.equals(NO_TRACE) || span.equals(NO_SPAN)) {
      return null;
    }
    return new TraceContext(trace, span, (Character.digit(header.charAt(54), 16) & 1) == 1);
  }

  private static boolean isShape(String header) {
    for (int i = 0; i < LENGTH; i++) {
      char c = header.charAt(i);
      boolean dash = i == 2 || i == 35 || i == 52;
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (dash ? c != '-' : !hex) {
        return false;
      }
    }
    return true;
  }

  /** The header's value, of version 00, for what {@code span} of this trace asks for. */
  String header(String span) {
    return "00-" + traceId + "-" + span + (sampled ? "-01" : "-00");
  }
}
