package io.weir.host.stream;

import java.net.SocketAddress;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The headers that tell of a request's way, {@code x-forwarded-*} and {@code x-request-id}: those
 * of a client are replaced, those of trusted proxies kept and continued.
 */
final class Forwarding {
  private Forwarding() {}

  /**
   * @param trustedHops how many proxies before the gateway are believed
   * @return the address of the client; null when it is not known
   */
  static @Nullable SocketAddress apply(HeaderList headers, Downstream down, int trustedHops) {
    SocketAddress peer = down.remoteAddress();
    String before = trustedHops > 0 ? headers.get("x-forwarded-for") : null;
    String text = down.remoteText();
    if (text != null) {
      headers.set("x-forwarded-for", before == null ? text : before + ", " + text);
    }
    if (trustedHops == 0 || headers.get("x-forwarded-proto") == null) {
      headers.set("x-forwarded-proto", down.tls() == null ? "http" : "https");
    }
    if (trustedHops == 0) {
      headers.remove("x-forwarded-host");
      headers.remove("x-forwarded-port");
    }
    if (trustedHops == 0 || headers.get("x-request-id") == null) {
      headers.set("x-request-id", requestId());
    }
    return trustedHops == 0
        ? peer
        : ClientTrail.client(headers.get("x-forwarded-for"), trustedHops, peer);
  }

  /** Unlike all others of this process; no secret. */
  private static String requestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = random.nextLong() & ~0xF000L | 0x4000L; // version 4, RFC 9562 section 5.4
    long low = random.nextLong() >>> 2 | 1L << 63;
    return new UUID(high, low).toString();
  }
}
