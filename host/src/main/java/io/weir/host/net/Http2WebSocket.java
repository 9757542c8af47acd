package io.weir.host.net;

import io.weir.host.stream.HeaderList;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket's handshake between HTTP/2 (RFC 8441) and the neutral form, which is that of
 * HTTP/1.1. HTTP/2 has no key: one is made for an upstream that wants it, and answered for one that
 * does not know it.
 */
final class Http2WebSocket {
  static final String PROTOCOL = "websocket";

  /** What is joined to a key before it is hashed (RFC 6455 section 1.3). */
  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int KEY_BYTES = 16;

  private Http2WebSocket() {}

  /** A client's extended CONNECT becomes a GET that asks for an upgrade. */
  static void request(HeaderList headers) {
    headers.set(":method", "GET");
    headers.remove("content-length");
    headers.set("connection", "upgrade");
    headers.set("upgrade", PROTOCOL);
    byte[] key = new byte[KEY_BYTES];
    ThreadLocalRandom.current().nextBytes(key); // it guards caches, not secrets
    headers.set("sec-websocket-key", Base64.getEncoder().encodeToString(key));
  }

  /** An upstream's 2xx in HTTP/2 becomes the 101 that {@code key} was sent for. */
  static void opened(HeaderList headers, String key) {
    headers.set(":status", "101");
    headers.remove("content-length");
    headers.set("connection", "upgrade");
    headers.set("upgrade", PROTOCOL);
    if (!key.isEmpty()) {
      headers.set("sec-websocket-accept", accept(key));
    }
  }

  /** The answer to a key (RFC 6455 section 4.2.2). */
  static String accept(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      byte[] hash = sha.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1: missing (expected: in every Java platform)", e);
    }
  }
}
