package io.weir.registry.server;

import io.weir.registry.Loopback;
import io.weir.registry.config.RegistryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a registry serves. Immutable; start from {@link #of}.
 *
 * @param host the address to listen on
 * @param port the port, 0 for any free one
 * @param folder the registry's own folder, {@code <data>/registry}; one server at a time uses it
 * @param token what pushing and deleting need; null only with {@code anonymousPush}
 * @param anonymousPush whether anybody may push and delete; loopback only
 * @param tlsCertificate PEM chain; null for plain HTTP, which is loopback only
 * @param tlsKey PEM key (PKCS 8); null as the certificate is
 * @param hosts names that clients may use for it, besides loopback's and its own addresses
 * @param maxBlobBytes the largest blob
 * @param maxUploads the most unfinished uploads at once
 * @param uploadExpiry how long an unfinished upload may lie still
 * @param config what {@code registry.yaml} says
 */
public record RegistryOptions(
    String host,
    int port,
    Path folder,
    @Nullable String token,
    boolean anonymousPush,
    @Nullable Path tlsCertificate,
    @Nullable Path tlsKey,
    Set<String> hosts,
    long maxBlobBytes,
    int maxUploads,
    Duration uploadExpiry,
    RegistryConfig config) {
  private static final long MAX_BLOB_BYTES = 16L << 30;
  private static final int MAX_UPLOADS = 10_000;

  public RegistryOptions {
    hosts = Set.copyOf(hosts);
  }

  /** A server with 16 GiB blobs and 10,000 uploads that expire after an hour. */
  public static RegistryOptions of(String host, int port, Path folder, @Nullable String token) {
    return new RegistryOptions(
        host,
        port,
        folder,
        token,
        token == null,
        null,
        null,
        Set.of(),
        MAX_BLOB_BYTES,
        MAX_UPLOADS,
        Duration.ofHours(1),
        RegistryConfig.defaults());
  }

  public RegistryOptions withAnonymousPush(boolean value) {
    return new RegistryOptions(
        host,
        port,
        folder,
        token,
        value,
        tlsCertificate,
        tlsKey,
        hosts,
        maxBlobBytes,
        maxUploads,
        uploadExpiry,
        config);
  }

  /** Serves under {@code names}, with TLS unless both files are null. */
  public RegistryOptions withTls(
      @Nullable Path certificate, @Nullable Path key, Set<String> names) {
    return new RegistryOptions(
        host,
        port,
        folder,
        token,
        anonymousPush,
        certificate,
        key,
        names,
        maxBlobBytes,
        maxUploads,
        uploadExpiry,
        config);
  }

  public RegistryOptions withLimits(long blobBytes, int uploads, Duration expiry) {
    return new RegistryOptions(
        host,
        port,
        folder,
        token,
        anonymousPush,
        tlsCertificate,
        tlsKey,
        hosts,
        blobBytes,
        uploads,
        expiry,
        config);
  }

  public RegistryOptions withConfig(RegistryConfig value) {
    return new RegistryOptions(
        host,
        port,
        folder,
        token,
        anonymousPush,
        tlsCertificate,
        tlsKey,
        hosts,
        maxBlobBytes,
        maxUploads,
        uploadExpiry,
        value);
  }

  /**
   * Whether these may be served.
   *
   * @throws IllegalArgumentException naming the option that may not
   */
  void check() {
    require(port >= 0 && port <= 65_535, "port: " + port + " (expected: 0 to 65535)");
    require(
        (tlsCertificate == null) == (tlsKey == null),
        "TLS: one file is missing (expected: a certificate and its key, or neither)");
    require(
        token != null || anonymousPush,
        "token: none (expected: a token, or anonymous push, which is for tests)");
    boolean loopback = Loopback.isLoopback(host);
    require(
        loopback || !anonymousPush,
        "anonymous push on " + host + " (expected: loopback only, use 127.0.0.1)");
    require(
        loopback || tlsCertificate != null,
        "plain HTTP on "
            + host
            + ", which is more than loopback (expected: a TLS certificate and key, or 127.0.0.1)");
  }

  boolean tls() {
    return tlsCertificate != null;
  }

  private static void require(boolean ok, String message) {
    if (!ok) {
      throw new IllegalArgumentException(message);
    }
  }
}
