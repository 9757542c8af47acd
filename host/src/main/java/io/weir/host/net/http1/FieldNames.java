package io.weir.host.net.http1;

import io.weir.host.net.http1.FieldName.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of headers, so that one that is well known or was seen lately costs no allocation.
 * Bounded; confined to one event loop.
 */
final class FieldNames {
  private static final int KNOWN_SLOTS = 512;
  private static final int RECENT_SLOTS = 256;
  private static final int LONGEST_KEPT = 64;

  private static final List<String> PLAIN =
      List.of(
          "accept accept-charset accept-encoding accept-language accept-ranges",
          "age authorization cache-control content-encoding content-range content-type",
          "cookie date if-match if-modified-since if-none-match if-range",
          "if-unmodified-since max-forwards pragma proxy-authenticate",
          "proxy-authorization range set-cookie trailer vary www-authenticate",
          "access-control-allow-credentials access-control-allow-headers",
          "access-control-allow-methods access-control-allow-origin",
          "access-control-expose-headers access-control-max-age",
          "access-control-request-headers access-control-request-method",
          "allow alt-svc content-disposition content-language content-location",
          "content-security-policy cookie2 dnt etag expires forwarded from",
          "grpc-accept-encoding grpc-encoding grpc-message grpc-status",
          "grpc-status-details-bin grpc-timeout last-event-id last-modified",
          "link location origin permissions-policy priority purpose",
          "referer referrer-policy retry-after sec-ch-ua sec-ch-ua-mobile",
          "sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site",
          "sec-fetch-user sec-websocket-accept sec-websocket-extensions",
          "sec-websocket-key sec-websocket-protocol sec-websocket-version",
          "server server-timing strict-transport-security traceparent tracestate",
          "upgrade-insecure-requests user-agent via x-api-key",
          "x-b3-sampled x-b3-spanid x-b3-traceid x-content-type-options",
          "x-envoy-upstream-service-time x-forwarded-for x-forwarded-host",
          "x-forwarded-port x-forwarded-proto x-frame-options x-powered-by x-real-ip",
          "x-request-id x-requested-with x-xss-protection");

  private static final @Nullable FieldName[] KNOWN = known();

  private final @Nullable FieldName[] recent = new @Nullable FieldName[RECENT_SLOTS];

  /**
   * The name at {@code from} of {@code bytes}.
   *
   * @param bytes in lower case
   * @param hash as {@code String.hashCode} has it
   */
  FieldName of(byte[] bytes, int from, int to, int hash) {
    int slot = spread(hash) & (KNOWN_SLOTS - 1);
    FieldName name;
    while ((name = KNOWN[slot]) != null) {
      if (name.matches(bytes, from, to)) {
        return name;
      }
      slot = (slot + 1) & (KNOWN_SLOTS - 1);
    }
    return recent(bytes, from, to, spread(hash) & (RECENT_SLOTS - 1));
  }

  private FieldName recent(byte[] bytes, int from, int to, int slot) {
    FieldName last = recent[slot];
    if (last != null && last.matches(bytes, from, to)) {
      return last;
    }
    FieldName made = new FieldName(Octets.text(bytes, from, to), Role.PLAIN);
    if (to - from <= LONGEST_KEPT) {
      recent[slot] = made;
    }
    return made;
  }

  private static @Nullable FieldName[] known() {
    @Nullable FieldName[] slots = new @Nullable FieldName[KNOWN_SLOTS];
    for (String line : PLAIN) {
      putAll(slots, line, Role.PLAIN);
    }
    putAll(slots, "keep-alive proxy-connection", Role.DROPPED);
    putAll(slots, "content-length", Role.CONTENT_LENGTH);
    putAll(slots, "transfer-encoding", Role.TRANSFER_ENCODING);
    putAll(slots, "host", Role.HOST);
    putAll(slots, "connection", Role.CONNECTION);
    putAll(slots, "upgrade", Role.UPGRADE);
    putAll(slots, "http2-settings", Role.HTTP2_SETTINGS);
    putAll(slots, "te", Role.TE);
    putAll(slots, "expect", Role.EXPECT);
    return slots;
  }

  private static void putAll(@Nullable FieldName[] slots, String names, Role role) {
    for (String name : names.split(" ", -1)) {
      int slot = spread(name.hashCode()) & (KNOWN_SLOTS - 1);
      while (slots[slot] != null) {
        slot = (slot + 1) & (KNOWN_SLOTS - 1);
      }
      slots[slot] = new FieldName(name, role);
    }
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16) ^ (hash >>> 8);
  }
}
