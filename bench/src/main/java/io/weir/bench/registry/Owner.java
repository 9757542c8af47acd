package io.weir.bench.registry;

import io.weir.registry.AccessToken;
import io.weir.registry.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Requests to a registry as one who may push. Thread-safe. */
public final class Owner implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI registry;
  private final String authorization;

  public Owner(URI registry, String token) {
    this.registry = registry;
    String pair = AccessToken.USER + ":" + token;
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
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
