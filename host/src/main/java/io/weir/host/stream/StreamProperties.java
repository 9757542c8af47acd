package io.weir.host.stream;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one stream, by Envoy's attribute names and in its encodings: strings as they
 * are, numbers as 8 bytes little-endian, booleans as one byte.
 */
final class StreamProperties {
  private static final int MAX_OWN = 64;

  private final Stream stream;
  private final Downstream down;
  private @Nullable Map<String, byte[]> own;

  StreamProperties(Stream stream, Downstream down) {
    this.stream = stream;
    this.down = down;
  }

  boolean set(String path, byte[] value) {
    if (own == null) {
      own = new HashMap<>();
    }
    if (own.size() >= MAX_OWN && !own.containsKey(path)) {
      return false;
    }
    own.put(path, value);
    return true;
  }

  byte @Nullable [] get(String path) {
    byte[] set = own == null ? null : own.get(path);
    if (set != null) {
      return set;
    }
    int dot = path.indexOf('\0');
    if (dot < 0) {
      return text(single(path));
    }
    String rest = path.substring(dot + 1);
    return switch (path.substring(0, dot)) {
      case "request" -> request(rest);
      case "response" -> response(rest);
      case "source" -> address(down.remoteAddress(), rest);
      case "destination" -> address(down.localAddress(), rest);
      case "upstream" -> address(stream.upstreamAddress(), rest);
      case "connection" -> rest.equals("id") ? number(down.connectionId()) : null;
      case "xds" -> text(single(rest));
      default -> null;
    };
  }

  private @Nullable String single(String name) {
    return switch (name) {
      case "route_name" -> stream.routeName();
      case "cluster_name" -> stream.clusterName();
      case "listener_name" -> down.listener();
      case "x_request_id" -> requestHeader("x-request-id");
      default -> null;
    };
  }

  private byte @Nullable [] request(String name) {
    if (name.startsWith("headers\0")) {
      return text(requestHeader(name.substring(8)));
    }
    String path = requestHeader(":path");
    int query = path == null ? -1 : path.indexOf('?');
    return switch (name) {
      case "path" -> text(path);
      case "url_path" -> text(query < 0 || path == null ? path : path.substring(0, query));
      case "query" -> text(query < 0 || path == null ? "" : path.substring(query + 1));
      case "host" -> text(requestHeader(":authority"));
      case "scheme" -> text(requestHeader(":scheme"));
      case "method" -> text(requestHeader(":method"));
      case "referer" -> text(requestHeader("referer"));
      case "useragent" -> text(requestHeader("user-agent"));
      case "id" -> text(requestHeader("x-request-id"));
      case "protocol" -> text(down.protocol());
      case "time" -> number(stream.startedAtNanos());
      case "duration" -> stream.isOver() ? number(stream.elapsedNanos()) : null;
      case "size" -> number(stream.requestBytes());
      case "total_size" ->
          number(stream.requestBytes() + headerBytes(stream.requestPath().headers));
      default -> null;
    };
  }

  private byte @Nullable [] response(String name) {
    HeaderList headers = stream.responsePath().headers;
    if (headers == null) {
      return null;
    }
    if (name.startsWith("headers\0")) {
      return text(headers.get(name.substring(8)));
    }
    HeaderList trailers = stream.responsePath().trailers;
    if (name.startsWith("trailers\0")) {
      return trailers == null ? null : text(trailers.get(name.substring(9)));
    }
    return switch (name) {
      case "code" -> status(headers);
      case "code_details" -> text(stream.responseDetail());
      case "size" -> number(stream.responseBytes());
      case "total_size" -> number(stream.responseBytes() + headerBytes(headers));
      default -> null;
    };
  }

  /** A plugin may have written anything there. */
  private static byte @Nullable [] status(HeaderList headers) {
    String status = headers.getOrEmpty(":status");
    boolean number = status.length() == 3 && status.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? number(Integer.parseInt(status)) : null;
  }

  private static byte @Nullable [] address(@Nullable SocketAddress address, String name) {
    if (!(address instanceof InetSocketAddress inet)) {
      return null;
    }
    return switch (name) {
      case "address" -> text(inet.getAddress().getHostAddress() + ":" + inet.getPort());
      case "port" -> number(inet.getPort());
      default -> null;
    };
  }

  private @Nullable String requestHeader(String name) {
    HeaderList headers = stream.requestPath().headers;
    return headers == null ? null : headers.get(name);
  }

  private static long headerBytes(@Nullable HeaderList headers) {
    return headers == null ? 0 : headers.byteSize();
  }

  private static byte @Nullable [] text(@Nullable String value) {
    return value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] number(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
