package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.Reference;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the pages ask the API for. Any thread; blocks as the API does. */
final class CatalogueReader {
  static final String PLUGINS = "/api/v1/plugins";
  private static final String PICTURE = // an SVG is a document of its own when it is opened alone
      "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private final CatalogueSource api;

  CatalogueReader(CatalogueSource api) {
    this.api = api;
  }

  /** {@code host:port} of the registry, as it stands in references. */
  String authority(RegistryRequest asked) {
    return URI.create(api.origin(asked)).getRawAuthority();
  }

  JsonNode search(Map<String, String> query, RegistryRequest asked) throws IOException {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    query.forEach((name, value) -> parameters.put(name, List.of(value)));
    return json(api.get(PLUGINS, parameters, asked));
  }

  /** The plugin {@code repository}, at the version that the request names, if any. */
  JsonNode detail(String repository, RegistryRequest asked) throws IOException {
    if (!Reference.isRepository(repository)) { // or it would be another path of the API
      throw new RegistryFault(ErrorCode.NAME_UNKNOWN, "there is no plugin " + repository);
    }
    String version = asked.parameter("version");
    Map<String, List<String>> query =
        version == null || version.isEmpty() ? Map.of() : Map.of("version", List.of(version));
    return json(api.get(PLUGINS + "/" + repository, query, asked));
  }

  /** The picture that the request names by its path on the registry. */
  RegistryResponse icon(RegistryRequest asked) throws IOException {
    String of = asked.parameter("of");
    URI uri = of == null ? null : iconAddress(of);
    if (uri == null) {
      throw new RegistryFault(
          ErrorCode.NAME_UNKNOWN, "icon: " + of + " (expected: a path of the API)");
    }
    RegistryResponse response = api.get(uri.getPath(), Queries.parse(uri.getRawQuery()), asked);
    if (!response.headers().getOrDefault("Content-Type", "").startsWith("image/")) {
      throw new RegistryFault(ErrorCode.NAME_UNKNOWN, "icon: " + of + " is no picture");
    }
    return response.header("Content-Security-Policy", PICTURE);
  }

  private static @Nullable URI iconAddress(String text) {
    try {
      URI uri = URI.create(text).normalize();
      boolean own = uri.getScheme() == null && uri.getRawAuthority() == null;
      return own && String.valueOf(uri.getPath()).startsWith(PLUGINS + "/") ? uri : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static JsonNode json(RegistryResponse response) throws IOException {
    byte[] content =
        response.body() instanceof RegistryResponse.Bytes bytes ? bytes.content() : new byte[0];
    if (response.status() == 200) {
      return Json.MAPPER.readTree(content);
    }
    throw new RegistryFault(
        response.status() == 404 ? ErrorCode.NAME_UNKNOWN : ErrorCode.UNSUPPORTED,
        response.status(),
        message(content));
  }

  private static String message(byte[] content) throws IOException {
    JsonNode error = Json.MAPPER.readTree(content).path("errors").path(0);
    return Wording.text(error, "message");
  }
}
