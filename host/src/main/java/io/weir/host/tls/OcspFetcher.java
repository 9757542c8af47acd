package io.weir.host.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what the issuer says of one certificate, again and again before it is out of date.
 * Started by the watcher's thread; fetches on threads of its own, one at a time.
 */
final class OcspFetcher {
  private static final Logger log = LoggerFactory.getLogger(OcspFetcher.class);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int MAX_BYTES = 64 << 10;

  private final List<X509Certificate> chain;
  private final Consumer<Staple> use;
  private volatile Instant due = Instant.MIN;

  /**
   * @param chain the certificate, then its issuer
   * @param use takes what is good; on any thread
   */
  OcspFetcher(List<X509Certificate> chain, Consumer<Staple> use) {
    this.chain = chain;
    this.use = use;
  }

  /** Begins to fetch when it is time. Does not wait. */
  void look() {
    if (Instant.now().isBefore(due)) {
      return;
    }
    due = Instant.now().plus(AGAIN).plus(TIMEOUT);
    Thread.ofVirtual().name("weir-ocsp").start(this::fetch);
  }

  private void fetch() {
    String subject = chain.getFirst().getSubjectX500Principal().getName();
    URI responder = OcspRequest.responder(chain.getFirst());
    if (responder == null || chain.size() < 2) {
      due = Instant.MAX;
      log.warn("{}: no OCSP stapling: the certificate names no responder, or no issuer", subject);
      return;
    }
    try {
      Staple fresh = Staple.verified(ask(responder), chain);
      use.accept(fresh);
      Duration left = Duration.between(Instant.now(), fresh.until()).dividedBy(2);
      due = Instant.now().plus(left.compareTo(AGAIN) < 0 ? AGAIN : left);
    } catch (IOException | IllegalArgumentException e) {
      due = Instant.now().plus(AGAIN);
      log.warn("{}: no OCSP response from {}: {}", subject, responder, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] ask(URI responder) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(responder)
            .timeout(TIMEOUT)
            .header("content-type", "application/ocsp-request")
            .POST(BodyPublishers.ofByteArray(OcspRequest.of(chain.get(0), chain.get(1))))
            .build();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build()) {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (response.statusCode() != 200 || bytes.length > MAX_BYTES) {
          throw new IOException("status " + response.statusCode() + ", " + bytes.length + " bytes");
        }
        return bytes;
      }
    }
  }
}
