package io.weir.bench.registry;

import io.weir.registry.AccessToken;
import io.weir.registry.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Requests to a registry as one who may push. Thread-safe. */
public final class Owner implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http;
  private final URI registry;
  private final String authorization;

  /** At a registry over plain HTTP. */
  public Owner(URI registry, String token) {
    this(registry, token, HttpClient.newBuilder());
  }

  /**
   * @param ca the authority that the registry's certificate is from, PEM; null for plain HTTP
   */
  public Owner(URI registry, String token, @Nullable Path ca) throws IOException {
    this(registry, token, ca == null ? HttpClient.newBuilder() : trusting(ca));
  }

  private Owner(URI registry, String token, HttpClient.Builder http) {
    this.http = http.version(HttpClient.Version.HTTP_1_1).build();
    this.registry = registry;
    String pair = AccessToken.USER + ":" + token;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpClient.Builder trusting(Path ca) throws IOException {
    try (InputStream in = Files.newInputStream(ca)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return HttpClient.newBuilder().sslContext(context);
    } catch (GeneralSecurityException e) {
      throw new IOException(ca + ": " + e.getMessage(), e);
    }
  }

  /**
   * Sends a request.
   *
   * @param path with its query; a whole address is taken too
   * @param headers names and values in turn
   */
  public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(registry.resolve(path))
            .timeout(LIMIT)
            .header("Authorization", authorization)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send("GET", path, new byte[0]);
  }

  /** Pushes a blob in one request; the status. */
  public int pushBlob(String repository, Digest digest, byte[] content)
      throws IOException, InterruptedException {
    String path = "/v2/" + repository + "/blobs/uploads/?digest=" + digest;
    return send("POST", path, content, "Content-Type", "application/octet-stream").statusCode();
  }

  /** Pushes a manifest under a tag or digest; the status. */
  public int pushManifest(String repository, String reference, String mediaType, byte[] content)
      throws IOException, InterruptedException {
    String path = "/v2/" + repository + "/manifests/" + reference;
    return send("PUT", path, content, "Content-Type", mediaType).statusCode();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
