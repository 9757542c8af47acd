package io.weir.host.net;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import io.weir.host.stream.HeaderList;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Between the codec's headers and ours; what belongs to one connection alone is left out here. */
final class Http1Headers {
  private Http1Headers() {}

  /** Copies {@code from} without the headers of the connection. */
  static void copyIn(HttpHeaders from, HeaderList to) {
    boolean named = from.contains("connection");
    Iterator<Map.Entry<CharSequence, CharSequence>> entries = from.iteratorCharSequence();
    while (entries.hasNext()) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      to.add(entry.getKey().toString(), entry.getValue().toString());
    }
    if (named) {
      for (String value : from.getAll("connection")) {
        for (String token : value.split(",", -1)) {
          String name = token.strip().toLowerCase(Locale.ROOT);
          if (!name.isEmpty() && !isProtected(name)) {
            to.remove(name);
          }
        }
      }
    }
    HopByHop.strip(to);
  }

  /** What a Connection header may not take away: that would change what the message means. */
  private static boolean isProtected(String name) {
    return name.equals("host")
        || name.equals("content-length")
        || name.equals("te") // stands there by duty (RFC 9110 section 10.1.4), and is seen to below
        || name.startsWith(":");
  }

  /**
   * Copies all but pseudo headers and what frames the message or concerns the connection: that is
   * for the codec alone to say, whatever a guest has set.
   *
   * @throws IllegalArgumentException for a name or value that would split the message
   */
  static HttpHeaders out(HeaderList from) {
    HttpHeaders to = DefaultHttpHeadersFactory.headersFactory().newHeaders();
    for (int i = 0; i < from.size(); i++) {
      String name = from.name(i);
      if (isPseudo(name) || name.equals("content-length") || HopByHop.contains(name)) {
        continue;
      }
      to.add(name, from.value(i));
    }
    if (HopByHop.acceptsTrailers(from)) {
      to.set("te", "trailers");
    }
    return to;
  }

  /**
   * The end of a chunked message.
   *
   * @throws IllegalArgumentException for a name or value that would split the message, or has no
   *     place in trailers (RFC 9110 section 6.5.1)
   */
  static LastHttpContent last(HeaderList trailers) {
    DefaultLastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    last.trailingHeaders().add(out(trailers));
    return last;
  }

  private static boolean isPseudo(String name) {
    return !name.isEmpty() && name.charAt(0) == ':';
  }
}
