package io.weir.host.stream;

import static io.weir.host.stream.Attributes.number;
import static io.weir.host.stream.Attributes.text;

import org.jspecify.annotations.Nullable;

/** The attributes {@code request.*} of one stream. */
final class RequestAttributes {
  private final Stream stream;
  private final Downstream down;

  RequestAttributes(Stream stream, Downstream down) {
    this.stream = stream;
    this.down = down;
  }

  byte @Nullable [] get(String name) {
    HeaderList headers = stream.requestPath().headers;
    if (headers == null) {
      return null;
    }
    if (name.equals("headers") || name.startsWith("headers\0")) {
      return Attributes.header(headers, name);
    }
    StreamInfo info = stream.info();
    return switch (name) {
      case "path" -> text(headers.get(":path"));
      case "url_path" -> text(urlPath(headers.get(":path")));
      case "query" -> text(query(headers.get(":path")));
      case "host" -> text(headers.get(":authority"));
      case "scheme" -> text(headers.get(":scheme"));
      case "method" -> text(headers.get(":method"));
      case "referer" -> text(headers.get("referer"));
      case "useragent" -> text(headers.get("user-agent"));
      case "id" -> text(headers.get("x-request-id"));
      case "protocol" -> text(down.protocol());
      case "time" -> number(info.startedAtNanos());
      case "duration" -> info.duration() < 0 ? null : number(info.duration());
      case "size" -> number(size(headers, info));
      case "total_size" -> number(info.requestBytes() + headers.byteSize());
      default -> null;
    };
  }

  private static @Nullable String urlPath(@Nullable String path) {
    int at = path == null ? -1 : path.indexOf('?');
    return at < 0 || path == null ? path : path.substring(0, at);
  }

  private static @Nullable String query(@Nullable String path) {
    int at = path == null ? -1 : path.indexOf('?');
    return path == null ? null : at < 0 ? "" : path.substring(at + 1);
  }

  /** As declared, else as far as it has come in. */
  private static long size(HeaderList headers, StreamInfo info) {
    String declared = headers.getOrEmpty("content-length");
    boolean number =
        !declared.isEmpty()
            && declared.length() <= 18
            && declared.chars().allMatch(Character::isDigit);
    return number ? Long.parseLong(declared) : info.requestBytes();
  }
}
