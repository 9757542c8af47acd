package io.weir.host.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** The key of a WebSocket's handshake in HTTP/1.1, and its answer (RFC 6455 section 1.3). */
public final class WebSocketKey {
  /** What is joined to a key before it is hashed. */
  private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int BYTES = 16;

  private WebSocketKey() {}

  /** A new one. */
  public static String make() {
    byte[] key = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(key); // it guards caches, not secrets
    return Base64.getEncoder().encodeToString(key);
  }

  /** What a server has to say to {@code key} (RFC 6455 section 4.2.2). */
  public static String accept(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      byte[] hash = sha.digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1: missing (expected: in every Java platform)", e);
    }
  }

  /**
   * Whether the headers of a 101 answer the key of the request, which may have none, as a plugin
   * has it (RFC 6455 section 4.1).
   */
  static boolean isAnswered(HeaderList request, HeaderList answer) {
    String key = request.get("sec-websocket-key");
    return key == null || accept(key).equals(answer.get("sec-websocket-accept"));
  }
}
