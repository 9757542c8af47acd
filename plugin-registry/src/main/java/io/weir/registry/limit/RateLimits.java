package io.weir.registry.limit;

import io.weir.registry.Loopback;
import io.weir.registry.config.LimitsConfig;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The limits of {@code registry.yaml}. Thread-safe, never blocks. */
public final class RateLimits {
  private final Buckets addresses;
  private final Buckets users;
  private final Buckets failures;
  private final boolean loopback;

  public RateLimits(LimitsConfig config) {
    this(config, System::nanoTime);
  }

  RateLimits(LimitsConfig config, LongSupplier clock) {
    addresses = new Buckets(config.perAddress(), clock);
    users = new Buckets(config.perUser(), clock);
    failures = new Buckets(config.failedLogins(), clock);
    loopback = config.loopback();
  }

  /**
   * Counts a request of a client.
   *
   * @param address its literal address
   * @throws RegistryFault 429 with {@code Retry-After} when there were too many
   */
  public void request(String address) {
    if (counts(address)) {
      refuse(addresses.take(ClientKey.of(address)), "requests from " + address);
    }
  }

  /**
   * Counts a request of a user.
   *
   * @throws RegistryFault as {@link #request}
   */
  public void user(String address, String name) {
    if (counts(address)) {
      refuse(users.take(name), "requests of user " + name);
    }
  }

  /**
   * To be asked before credentials are looked at.
   *
   * @throws RegistryFault as {@link #request}, when too many from there were wrong
   */
  public void mayLogIn(String address) {
    if (counts(address)) {
      refuse(failures.peek(ClientKey.of(address)), "failed logins from " + address);
    }
  }

  /** Counts credentials that were wrong. */
  public void loginFailed(String address) {
    if (counts(address)) {
      failures.take(ClientKey.of(address));
    }
  }

  private boolean counts(String address) {
    return loopback || !Loopback.isLoopback(address) && !address.equals("0:0:0:0:0:0:0:1");
  }

  private static void refuse(@Nullable Duration wait, String what) {
    if (wait != null) {
      long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
      throw new RegistryFault(
              ErrorCode.TOOMANYREQUESTS, "too many " + what + "; wait " + seconds + " s")
          .with("Retry-After", Long.toString(seconds));
    }
  }
}
