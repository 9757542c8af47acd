package io.weir.host.net;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.weir.host.stream.HeaderList;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between the codec's header blocks and ours. What is malformed by RFC 9113 section 8.2 does not
 * get here: the codec has refused it.
 */
final class Http2HeaderLists {
  private Http2HeaderLists() {}

  /**
   * Copies all but pseudo headers; the crumbs of a cookie become one header (RFC 9113 section
   * 8.2.3).
   */
  static void copyIn(Http2Headers from, HeaderList to) {
    StringBuilder cookie = null;
    Iterator<Map.Entry<CharSequence, CharSequence>> entries = from.iterator();
    while (entries.hasNext()) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      String name = entry.getKey().toString();
      String value = entry.getValue().toString();
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

  static HeaderList in(Http2Headers from) {
    HeaderList to = new HeaderList();
    copyIn(from, to);
    return to;
  }

  /**
   * Copies all but pseudo headers and those of one connection, whatever a guest has set.
   *
   * @throws IllegalArgumentException for a name or value that cannot be sent
   */
  static Http2Headers out(HeaderList from) {
    Http2Headers to = new DefaultHttp2Headers(true, true, 16);
    for (int i = 0; i < from.size(); i++) {
      String name = from.name(i);
      if (!isPseudo(name) && !HopByHop.contains(name)) {
        to.add(name, from.value(i));
      }
    }
    return to;
  }

  static String text(@Nullable CharSequence value) {
    return value == null ? "" : value.toString();
  }

  private static boolean isPseudo(String name) {
    return name.isEmpty() || name.charAt(0) == ':';
  }
}
