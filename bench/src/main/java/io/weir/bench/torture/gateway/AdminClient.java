package io.weir.bench.torture.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The gateway's admin API, as far as the torture uses it. */
public final class AdminClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String token;
  private final Duration limit;

  /**
   * @param limit the longest that one call may take
   */
  public AdminClient(InetSocketAddress address, String token, Duration limit) {
    this.base = "http://127.0.0.1:%d/api/v1".formatted(address.getPort());
    this.token = token;
    this.limit = limit;
  }

  /** GET /status. */
  GatewayStatus status() throws IOException, InterruptedException {
    return GatewayStatus.of(call("GET", "/status", null));
  }

  /**
   * Sends a change; when it is answered, it is live on all workers.
   *
   * @return the generation that is live
   * @throws IOException when it is refused, with the gateway's own words
   */
  long change(String method, String path, JsonNode body) throws IOException, InterruptedException {
    JsonNode generation = call(method, path, body).get("generation");
    if (generation == null || !generation.canConvertToLong()) {
      throw new IOException("%s %s: no generation in the answer".formatted(method, path));
    }
    return generation.asLong();
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  private JsonNode call(String method, String path, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(limit)
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s %s: status %d: %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }
}
