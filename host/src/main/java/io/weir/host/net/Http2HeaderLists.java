package io.weir.host.net;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.net.http1.MalformedMessageException;
import io.weir.host.net.http1.TrailerFields;
import io.weir.host.stream.HeaderList;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between the codec's header blocks and ours. Names that are malformed by RFC 9113 section 8.2 do
 * not get here: the codec has refused them. It lets all values pass.
 */
final class Http2HeaderLists {
  private Http2HeaderLists() {}

  /**
   * Copies all but pseudo headers; the crumbs of a cookie become one header (RFC 9113 section
   * 8.2.3).
   *
   * @throws MalformedMessageException for a value with control characters, or with white space
   *     around it (RFC 9113 section 8.2.1)
   */
  static void copyIn(Http2Headers from, HeaderList to) {
    StringBuilder cookie = null;
    Iterator<Map.Entry<CharSequence, CharSequence>> entries = from.iterator();
    while (entries.hasNext()) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      String name = entry.getKey().toString();
      String value = entry.getValue().toString();
      check(name, value);
      if (name.equals("cookie")) {
        cookie = cookie == null ? new StringBuilder() : cookie.append("; ");
        cookie.append(value);
      } else if (!isPseudo(name)) {
        to.add(name, value);
      }
    }
    if (cookie != null) {
      to.add("cookie", cookie.toString());
    }
  }

  private static void check(String name, String value) {
    int length = value.length();
    if (length > 0 && (isBlank(value.charAt(0)) || isBlank(value.charAt(length - 1)))) {
      throw new MalformedMessageException(
          400, "header " + name + ": white space around its value (expected: none)");
    }
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new MalformedMessageException(
            400, "header " + name + ": a control character at " + i + " (expected: none)");
      }
    }
  }

  /**
   * Trailers, but for those that have no place there.
   *
   * @throws MalformedMessageException as {@link #copyIn}
   */
  static HeaderList trailersIn(Http2Headers from) {
    HeaderList all = new HeaderList();
    copyIn(from, all);
    HeaderList to = new HeaderList();
    for (int i = 0; i < all.size(); i++) {
      if (TrailerFields.mayBe(all.name(i))) {
        to.append(all.name(i), all.value(i));
      }
    }
    return to;
  }

  /**
   * Likewise, on their way out.
   *
   * @throws IllegalArgumentException for a name or value that cannot be sent
   */
  static Http2Headers trailersOut(HeaderList from) {
    Http2Headers to = block();
    for (int i = 0; i < from.size(); i++) {
      String name = from.name(i);
      if (!isPseudo(name) && TrailerFields.mayBe(name)) {
        add(name, from.value(i), to);
      }
    }
    return to;
  }

  /**
   * Copies all but pseudo headers and those of one connection, whatever a guest has set.
   *
   * @throws IllegalArgumentException for a name or value that cannot be sent
   */
  static Http2Headers out(HeaderList from) {
    Http2Headers to = block();
    for (int i = 0; i < from.size(); i++) {
      String name = from.name(i);
      if (!isPseudo(name) && !HopByHop.contains(name)) {
        add(name, from.value(i), to);
      }
    }
    return to;
  }

  /** Checks values itself. Of names it would tell by a checked exception that it never declares. */
  private static Http2Headers block() {
    return new DefaultHttp2Headers(false, true, 16);
  }

  private static void add(String name, String value, Http2Headers to) {
    if (!Tokens.isLower(name)) {
      throw new IllegalArgumentException(
          "a header name that no token is (expected: letters, digits, -)");
    }
    to.add(name, trimmed(value));
  }

  /** Without white space around it, which makes a message malformed (RFC 9113 section 8.2.1). */
  private static String trimmed(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  static String text(@Nullable CharSequence value) {
    return value == null ? "" : value.toString();
  }

  private static boolean isPseudo(String name) {
    return name.isEmpty() || name.charAt(0) == ':';
  }
}
