package io.weir.host.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys with which one listener's session tickets are sealed (RFC 5077): the newest seals, the
 * one before still opens. A listener whose rules for client certificates change gets new ones,
 * since a ticket stands for what was verified. Kept in memory only. On the control side.
 */
final class TicketKeys {
  /** How long a key seals. What it has sealed is good for as long again. */
  static final Duration ROTATION = Duration.ofHours(6);

  private final SecureRandom random = new SecureRandom();
  private List<OpenSslSessionTicketKey> keys = List.of(fresh());
  private long madeNanos = System.nanoTime();

  private OpenSslSessionTicketKey fresh() {
    return new OpenSslSessionTicketKey(
        bytes(OpenSslSessionTicketKey.NAME_SIZE),
        bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
        bytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
  }

  private byte[] bytes(int count) {
    byte[] made = new byte[count];
    random.nextBytes(made);
    return made;
  }

  /** Makes a new key when the newest is old enough; whether it has. */
  synchronized boolean rotate() {
    return System.nanoTime() - madeNanos >= ROTATION.toNanos() && rotateNow();
  }

  private boolean rotateNow() {
    List<OpenSslSessionTicketKey> next = new ArrayList<>(List.of(fresh()));
    next.add(keys.getFirst());
    keys = next;
    madeNanos = System.nanoTime();
    return true;
  }

  /** Has {@code context} use the keys; the JDK makes its own. */
  synchronized void give(SslContext context) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setTicketKeys(keys.toArray(OpenSslSessionTicketKey[]::new));
    }
  }
}
