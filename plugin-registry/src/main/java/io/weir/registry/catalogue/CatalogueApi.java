package io.weir.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.BoundedJson;
import io.weir.registry.Reference;
import io.weir.registry.http.Action;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as JSON: {@code /api/v1/plugins}. Who may not pull a repository does not see it.
 * Thread-safe.
 */
public final class CatalogueApi implements RegistryHandler {
  /** Where its paths begin. */
  public static final String PATH = "/api/v1/plugins";

  private static final ObjectMapper MAPPER = BoundedJson.MAPPER;
  private static final String PART = "/-/";
  private static final int MAX_BODY = 64 << 10;
  private static final String STRANGERS = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private final Catalogue catalogue;

  public CatalogueApi(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whether {@code path} is one of its own. */
  public static boolean serves(String path) {
    return path.equals(PATH) || path.startsWith(PATH + "/");
  }

  @Override
  public RegistryResponse handle(RegistryRequest request) throws IOException {
    String rest = request.path().substring(PATH.length());
    if (request.method().equals("POST") && rest.equals("/mark")) {
      return mark(request);
    }
    if (request.writes()) {
      throw new RegistryFault(
              ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: GET)")
          .with("Allow", "GET, HEAD");
    }
    if (rest.isEmpty() || rest.equals("/")) {
      return search(request);
    }
    return one(request, rest.substring(1));
  }

  private RegistryResponse search(RegistryRequest request) {
    try {
      Query query = QueryParameters.read(request);
      SearchPage page = catalogue.search(query, name -> request.caller().may(Action.PULL, name));
      return json(CatalogueJson.page(page));
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
  }

  private RegistryResponse one(RegistryRequest request, String path) throws IOException {
    int at = path.indexOf(PART);
    String repository = at < 0 ? path : path.substring(0, at);
    String part = at < 0 ? "" : path.substring(at + PART.length());
    requireName(repository);
    request.caller().require(Action.PULL, repository);
    String version = request.parameter("version");
    return switch (part) {
      case "" -> json(CatalogueJson.detail(detail(repository, version)));
      case "icon" -> icon(repository, version);
      case "readme" -> readme(detail(repository, version), request.parameter("lang"));
      default ->
          throw new RegistryFault(
              ErrorCode.UNSUPPORTED, 404, "path: /-/" + part + " (expected: icon or readme)");
    };
  }

  private PluginDetail detail(String repository, @Nullable String version) throws IOException {
    PluginDetail detail = catalogue.detail(repository, version);
    if (detail == null) {
      throw unknown(repository, version);
    }
    return detail;
  }

  private RegistryResponse icon(String repository, @Nullable String version) throws IOException {
    Icon icon = catalogue.icon(repository, version);
    if (icon == null) {
      throw unknown(repository + " with an icon", version);
    }
    return stranger(RegistryResponse.bytes(200, icon.mediaType(), icon.content()));
  }

  private static RegistryResponse readme(PluginDetail detail, @Nullable String language) {
    String text = language == null ? detail.readme() : detail.readmes().get(language);
    if (text == null || text.isEmpty()) {
      throw new RegistryFault(
          ErrorCode.BLOB_UNKNOWN,
          "no README%s (languages: %s)"
              .formatted(language == null ? "" : " in " + language, detail.readmes().keySet()));
    }
    return stranger(
        RegistryResponse.bytes(
            200, "text/markdown; charset=utf-8", text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Content that anybody may have pushed: nothing in it runs. */
  private static RegistryResponse stranger(RegistryResponse response) {
    return response
        .header("Content-Security-Policy", STRANGERS)
        .header("Cross-Origin-Resource-Policy", "same-origin");
  }

  private RegistryResponse mark(RegistryRequest request) throws IOException {
    JsonNode body = body(request);
    String repository = body.path("repository").asText("");
    requireName(repository);
    request.caller().require(Action.PUSH, repository);
    JsonNode named = body.path("version");
    String version = named.isTextual() ? named.asText() : null;
    int marked = catalogue.mark(repository, version, MarkRequest.mark(body));
    if (marked == 0) {
      throw unknown(repository, version);
    }
    return json(MAPPER.createObjectNode().put("marked", marked));
  }

  private static JsonNode body(RegistryRequest request) throws IOException {
    byte[] content = request.body().readNBytes(MAX_BODY + 1);
    try {
      JsonNode body = content.length > MAX_BODY ? null : MAPPER.readTree(content);
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw bad("body: not JSON: " + e.getOriginalMessage());
    }
    throw bad("body: no JSON object (expected: repository, version, state and reason)");
  }

  private static void requireName(String repository) {
    if (!Reference.isRepository(repository)) {
      throw new RegistryFault(
          ErrorCode.NAME_INVALID, "repository: " + repository + " (expected: plugins/name)");
    }
  }

  private static RegistryFault unknown(String repository, @Nullable String version) {
    return new RegistryFault(
        ErrorCode.NAME_UNKNOWN,
        version == null
            ? "no plugin " + repository
            : "no version " + version + " of a plugin " + repository);
  }

  static RegistryFault bad(String message) {
    return new RegistryFault(ErrorCode.UNSUPPORTED, 400, message);
  }

  private static RegistryResponse json(JsonNode body) {
    return RegistryResponse.bytes(
        200, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
