package io.weir.registry.market;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.weir.registry.ClientOptions;
import io.weir.registry.DocumentClient;
import io.weir.registry.DocumentClient.Document;
import io.weir.registry.RegistryException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The API of another registry, asked as anybody. Answers are kept for some seconds, so that typing
 * in the search field does not keep that registry busy. Thread-safe, blocking.
 */
public final class RemoteCatalogue implements CatalogueSource, AutoCloseable {
  private static final int MAX_DOCUMENT = 8 << 20;
  private static final int MAX_CACHE = 32 << 20;
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final URI registry;
  private final DocumentClient client;
  private final Cache<URI, Document> cache =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MAX_CACHE)
          .weigher((URI uri, Document document) -> document.content().length + 512)
          .build();

  /**
   * @param registry {@code http://host:port} or {@code https://host:port}
   */
  public RemoteCatalogue(URI registry, ClientOptions options) {
    this.registry = registry;
    this.client = new DocumentClient(options, MAX_DOCUMENT);
  }

  @Override
  public RegistryResponse get(String path, Map<String, List<String>> query, RegistryRequest asked) {
    URI uri = registry.resolve(encodePath(path) + encodeQuery(query));
    try {
      Document document = cached(uri);
      return RegistryResponse.bytes(document.status(), document.contentType(), document.content());
    } catch (RegistryException e) {
      throw new RegistryFault(ErrorCode.UNSUPPORTED, 502, String.valueOf(e.getMessage()));
    }
  }

  private Document cached(URI uri) {
    @Nullable Document kept = cache.getIfPresent(uri);
    if (kept != null) {
      return kept;
    }
    Document document = client.get(uri);
    if (document.status() == 200) {
      cache.put(uri, document);
    }
    return document;
  }

  @Override
  public String origin(RegistryRequest asked) {
    return registry.getScheme() + "://" + registry.getRawAuthority();
  }

  private static String encodePath(String path) {
    return encode(path).replace("%2F", "/").replace("+", "%20");
  }

  private static String encodeQuery(Map<String, List<String>> query) {
    String encoded =
        query.entrySet().stream()
            .flatMap(
                each ->
                    each.getValue().stream()
                        .map(value -> encode(each.getKey()) + "=" + encode(value)))
            .collect(Collectors.joining("&"));
    return encoded.isEmpty() ? "" : "?" + encoded;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
