package io.weir.registry.event;

import io.weir.registry.config.Secret;
import io.weir.registry.config.WebhookConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends envelopes to one receiver. Blocks; for one thread. */
final class Delivery implements AutoCloseable {
  static final String SIGNATURE = "X-Weir-Signature-256";
  static final String MEDIA_TYPE = "application/vnd.docker.distribution.events.v2+json";

  private final WebhookConfig config;
  private final HttpClient http;

  /**
   * How a try ended.
   *
   * @param hopeless whether the receiver said that it will never take it
   */
  record Outcome(boolean delivered, boolean hopeless, String text) {}

  Delivery(WebhookConfig config) {
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(config.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * @param events JSON texts
   */
  Outcome send(List<String> events) throws InterruptedException {
    byte[] body =
        ("{\"events\":[" + String.join(",", events) + "]}").getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(config.url())
            .timeout(config.timeout())
            .header("Content-Type", MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    config.headers().forEach((name, value) -> request.setHeader(name, value.value()));
    if (config.secret() != null) {
      request.setHeader(SIGNATURE, "sha256=" + hmac(config.secret(), body));
    }
    try {
      return outcome(
          http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return new Outcome(false, false, String.valueOf(e));
    }
  }

  /** Statuses of 4xx are final, but for those that ask for patience. */
  private static Outcome outcome(int status) {
    boolean patience = status == 408 || status == 425 || status == 429;
    return new Outcome(status / 100 == 2, status / 100 == 4 && !patience, "it answered " + status);
  }

  private static String hmac(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
