package io.weir.registry.distribution;

import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of something (RFC 9110, section 14.1.2).
 *
 * @param first the offset of the first byte
 * @param length at least 1
 */
public record ByteRange(long first, long length) {
  private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /**
   * Reads a {@code Range} header over {@code size} bytes.
   *
   * @return null when it is not a single range of bytes and so to be ignored
   * @throws RegistryFault 416 when it lies outside, or ends before it begins, which section 14.2
   *     lets a server refuse
   */
  public static @Nullable ByteRange parse(String header, long size) {
    Matcher matcher = SINGLE.matcher(header);
    if (!matcher.matches() || header.strip().endsWith("=-")) {
      return null;
    }
    boolean suffix = matcher.group(1).isEmpty();
    long a = suffix ? 0 : Long.parseLong(matcher.group(1));
    long b = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
    long first = suffix ? Math.max(0, size - b) : a;
    long last = suffix ? size - 1 : Math.min(b, size - 1);
    if (first >= size || last < first) {
      throw new RegistryFault(ErrorCode.SIZE_INVALID, 416, "range: " + header + " of " + size)
          .with("Content-Range", "bytes */" + size);
    }
    return new ByteRange(first, last - first + 1);
  }

  /** The offset of the last byte. */
  public long last() {
    return first + length - 1;
  }
}
