package io.weir.registry.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import io.weir.registry.Loopback;
import io.weir.registry.TrustStore;
import io.weir.registry.config.OidcConfig;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, found by OpenID Connect Discovery 1.0 when first needed. Kept for five
 * minutes, and for hours while the issuer does not answer; asked for again when a token names a key
 * that is not among them, at most twice in 30 seconds. Thread-safe; blocks.
 */
final class OidcKeys implements JWKSource<SecurityContext> {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MAX_BYTES = 256 << 10;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration OUTAGE = Duration.ofHours(4);

  private final OidcConfig config;
  private final ResourceRetriever http;
  private @Nullable JWKSource<SecurityContext> found;
  private @Nullable String failure;
  private long failed;

  OidcKeys(OidcConfig config) {
    this.config = config;
    this.http =
        new DefaultResourceRetriever(
            TIMEOUT_MILLIS,
            TIMEOUT_MILLIS,
            MAX_BYTES,
            true,
            config.caFile() == null ? null : TrustStore.withCa(config.caFile()).getSocketFactory());
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    return source().get(selector, context);
  }

  private synchronized JWKSource<SecurityContext> source() throws KeySourceException {
    if (found != null) {
      return found;
    }
    if (failure != null && System.nanoTime() - failed < RETRY_NANOS) {
      throw new RemoteKeySourceException(failure, null);
    }
    try {
      found = discover();
      return found;
    } catch (IOException | IllegalArgumentException e) {
      failure = "discovery failed: " + e.getMessage();
      failed = System.nanoTime();
      throw new RemoteKeySourceException(failure, e);
    }
  }

  private JWKSource<SecurityContext> discover() throws IOException {
    String base = config.issuer().replaceAll("/+$", "");
    JsonNode document = json(url(base + "/.well-known/openid-configuration"));
    String issuer = document.path("issuer").asText();
    if (!issuer.equals(config.issuer())) {
      throw new IOException("it calls itself " + issuer + " (expected: " + config.issuer() + ")");
    }
    return JWKSourceBuilder.create(url(document.path("jwks_uri").asText()), http)
        .retrying(true)
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }

  private JsonNode json(URL address) throws IOException {
    try {
      return Json.MAPPER.readTree(http.retrieveResource(address).getContent());
    } catch (JsonProcessingException e) {
      throw new IOException(address + " is no JSON", e);
    }
  }

  /** Keys that anybody on the way could change are worth nothing. */
  private static URL url(String text) throws IOException {
    URI uri = URI.create(text);
    boolean safe =
        "https".equals(uri.getScheme()) || Loopback.isLoopback(String.valueOf(uri.getHost()));
    if (uri.getHost() == null || !safe) {
      throw new IOException("address: " + text + " (expected: https, or loopback)");
    }
    return uri.toURL();
  }
}
