package io.weir.registry.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Compares passwords with bcrypt hashes: by a few threads of its own, since a comparison takes a
 * processor for a tenth of a second, and once for the many requests of a push. What matched is
 * remembered under a hash keyed for this process, never the password. Thread-safe; blocks.
 */
final class PasswordCheck implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int MAX_WAITING = 64;
  private static final int MAX_REMEMBERED = 1000;
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;
  private final AtomicLong comparisons = new AtomicLong();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          Thread.ofPlatform().daemon().name("registry-password-", 0).factory());
  private final AsyncCache<String, Boolean> matched =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(REMEMBERED).buildAsync();

  PasswordCheck() {
    threads.allowCoreThreadTimeOut(true);
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, "HmacSHA256");
  }

  /**
   * Whether {@code password} is that of {@code hash}.
   *
   * @throws RegistryFault 429 when too many comparisons wait
   */
  boolean matches(String hash, String password) {
    try {
      Boolean found =
          matched.get(key(hash, password), (key, any) -> compare(hash, password)).join();
      return Boolean.TRUE.equals(found);
    } catch (RejectedExecutionException e) {
      throw new RegistryFault(ErrorCode.TOOMANYREQUESTS, "too many logins at once")
          .with("Retry-After", "1");
    } catch (CompletionException e) {
      throw new IllegalStateException("a comparison failed", e.getCause());
    }
  }

  /** How many comparisons were begun. */
  long comparisons() {
    return comparisons.get();
  }

  /** Gives null, which is not remembered, when they differ. */
  private CompletableFuture<@Nullable Boolean> compare(String hash, String password) {
    comparisons.getAndIncrement();
    return CompletableFuture.supplyAsync(() -> same(hash, password) ? true : null, threads);
  }

  /** Reads 72 bytes of the password, as every bcrypt does. */
  private static boolean same(String hash, String password) {
    var version = BCrypt.Version.VERSION_2Y;
    return BCrypt.verifyer(version, LongPasswordStrategies.truncate(version))
        .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
        .verified;
  }

  private String key(String hash, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(hash.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
