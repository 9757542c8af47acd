package io.weir.host.stream;

import java.net.SocketAddress;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The headers that tell of a request's way, {@code x-forwarded-*}, {@code forwarded} (RFC 7239),
 * {@code x-real-ip} and {@code x-request-id}: those of a client are replaced or taken away, those
 * of trusted proxies kept and continued.
 */
final class Forwarding {
  private Forwarding() {}

  /**
   * @param trustedHops how many proxies before the gateway are believed
   * @return the address of the client; null when it is not known
   */
  static @Nullable SocketAddress apply(HeaderList headers, Downstream down, int trustedHops) {
    SocketAddress peer = down.remoteAddress();
    String before = trustedHops > 0 ? joined(headers, "x-forwarded-for") : null;
    String text = down.remoteText();
    if (text != null) {
      headers.set("x-forwarded-for", before == null ? text : before + ", " + text);
    }
    if (trustedHops == 0 || headers.get("x-forwarded-proto") == null) {
      headers.set("x-forwarded-proto", down.tls() == null ? "http" : "https");
    }
    forget(headers, trustedHops > 0);
    if (trustedHops == 0 || headers.get("x-request-id") == null) {
      headers.set("x-request-id", requestId());
    }
    return trustedHops == 0
        ? peer
        : ClientTrail.client(headers.get("x-forwarded-for"), trustedHops, peer);
  }

  /**
   * All headers of that name as the one that they stand for (RFC 9110 section 5.2): a proxy may
   * leave what a client has sent as it is, and say what it has seen in a header behind it.
   */
  private static @Nullable String joined(HeaderList headers, String name) {
    String all = null;
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equals(name)) {
        all = all == null ? headers.value(i) : all + ", " + headers.value(i);
      }
    }
    return all;
  }

  /** Takes away what an upstream may believe of where a request came from, and nobody has seen. */
  private static void forget(HeaderList headers, boolean trusted) {
    int i = 0;
    while (i < headers.size()) {
      String name = headers.name(i);
      if (isOfTheWay(name) && isForgotten(name, trusted)) {
        headers.remove(name);
      } else {
        i++;
      }
    }
  }

  /** An upstream that hands headers on as variables (RFC 3875) takes {@code _} for {@code -}. */
  private static boolean isOfTheWay(String name) {
    if (!name.startsWith("x") && !name.startsWith("f")) {
      return false;
    }
    String dashed = name.indexOf('_') < 0 ? name : name.replace('_', '-');
    return dashed.startsWith("x-forwarded-")
        || dashed.equals("forwarded")
        || dashed.equals("x-real-ip");
  }

  private static boolean isForgotten(String name, boolean trusted) {
    return switch (name) {
      // said by the gateway itself, whatever the client has said
      case "x-forwarded-client-cert", "x-forwarded-for", "x-forwarded-proto" -> false;
      default -> !trusted || name.indexOf('_') >= 0;
    };
  }

  /** Unlike all others of this process; no secret. */
  private static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & ~0xF000L | 0x4000L; // version 4, RFC 9562 section 5.4
    long low = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(high, low).toString();
  }
}
