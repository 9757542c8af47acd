package io.weir.registry;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a client reaches registries and web servers. Immutable; start from {@link #defaults()}.
 *
 * @param credentials where credentials are found
 * @param caFile PEM certificates that are trusted besides the platform's; null for none
 * @param proxy an HTTP proxy for everything but loopback; null for the JVM's own setting
 * @param plainHttp whether plain HTTP may go to more than loopback
 * @param connectTimeout the longest to connect
 * @param responseTimeout the longest to the head of a response, and between two pieces of a body
 * @param maxModuleBytes the largest module, and the largest layer that holds one
 * @param progress told of transfers
 */
public record ClientOptions(
    CredentialSource credentials,
    @Nullable Path caFile,
    @Nullable InetSocketAddress proxy,
    boolean plainHttp,
    Duration connectTimeout,
    Duration responseTimeout,
    int maxModuleBytes,
    Progress progress) {
  /** What Istio and Envoy Gateway read at most. */
  public static final int MAX_MODULE_BYTES = 256 << 20;

  /** Credentials from the user's docker configuration, 10 s to connect, 30 s to answer. */
  public static ClientOptions defaults() {
    return new ClientOptions(
        DockerConfig.ofUser(),
        null,
        null,
        false,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        MAX_MODULE_BYTES,
        Progress.NONE);
  }

  public ClientOptions withCredentials(CredentialSource value) {
    return new ClientOptions(
        value, caFile, proxy, plainHttp, connectTimeout, responseTimeout, maxModuleBytes, progress);
  }

  public ClientOptions withCaFile(@Nullable Path value) {
    return new ClientOptions(
        credentials,
        value,
        proxy,
        plainHttp,
        connectTimeout,
        responseTimeout,
        maxModuleBytes,
        progress);
  }

  public ClientOptions withProxy(@Nullable InetSocketAddress value) {
    return new ClientOptions(
        credentials,
        caFile,
        value,
        plainHttp,
        connectTimeout,
        responseTimeout,
        maxModuleBytes,
        progress);
  }

  public ClientOptions withPlainHttp(boolean value) {
    return new ClientOptions(
        credentials,
        caFile,
        proxy,
        value,
        connectTimeout,
        responseTimeout,
        maxModuleBytes,
        progress);
  }

  public ClientOptions withTimeouts(Duration connect, Duration response) {
    return new ClientOptions(
        credentials, caFile, proxy, plainHttp, connect, response, maxModuleBytes, progress);
  }

  public ClientOptions withMaxModuleBytes(int value) {
    return new ClientOptions(
        credentials, caFile, proxy, plainHttp, connectTimeout, responseTimeout, value, progress);
  }

  public ClientOptions withProgress(Progress value) {
    return new ClientOptions(
        credentials,
        caFile,
        proxy,
        plainHttp,
        connectTimeout,
        responseTimeout,
        maxModuleBytes,
        value);
  }
}
