package io.weir.host.upstream;

import io.weir.host.config.HashKey;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.balance.KeyHash;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The hash of what a request has of the configured keys: of the first that it has. */
final class HashKeys {
  private HashKeys() {}

  /** At random when it has none of them. */
  static long hash(List<HashKey> keys, PickContext context) {
    HeaderList headers = context.headers();
    for (int i = 0; i < keys.size(); i++) {
      HashKey key = keys.get(i);
      switch (key) {
        case HashKey.SourceIp unused -> {
          if (context.client() instanceof InetSocketAddress client) {
            return address(client.getAddress());
          }
        }
        case HashKey.Header header -> {
          String value = headers == null ? null : headers.get(header.name());
          if (value != null) {
            return KeyHash.of(value);
          }
        }
        case HashKey.Query query -> {
          String path = headers == null ? null : headers.get(":path");
          Span span = path == null ? null : Span.ofParameter(path, query.name());
          if (span != null) {
            return span.hash();
          }
        }
        case HashKey.Cookie cookie -> {
          Span span = headers == null ? null : cookie(headers, cookie.name());
          if (span != null) {
            return span.hash();
          }
          if (headers != null && cookie.ttl() != null) {
            return give(cookie, cookie.ttl(), context);
          }
        }
      }
    }
    return KeyHash.mix(ThreadLocalRandom.current().nextLong());
  }

  /** The hash code of an IPv4 address is the address; of an IPv6 one, its words mixed. */
  private static long address(InetAddress address) {
    return KeyHash.mix(address.hashCode() * 0x9E3779B97F4A7C15L);
  }

  private static @Nullable Span cookie(HeaderList headers, String name) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equals("cookie")) {
        Span span = Span.ofCookie(headers.value(i), name);
        if (span != null) {
          return span;
        }
      }
    }
    return null;
  }

  /** A value of its own, by which the client comes back to where it goes now. */
  private static long give(HashKey.Cookie cookie, Duration ttl, PickContext context) {
    String value = Long.toHexString(ThreadLocalRandom.current().nextLong());
    String age = ttl.isZero() ? "" : "; Max-Age=" + ttl.toSeconds();
    context.onCookie(
        cookie.name() + "=" + value + age + "; Path=" + cookie.path() + "; HttpOnly; SameSite=Lax");
    return KeyHash.of(value);
  }
}
