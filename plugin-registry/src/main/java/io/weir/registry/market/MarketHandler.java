package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.market.form.ConfigSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Serves the pages. Any thread; blocks as the catalogue does. */
public final class MarketHandler implements RegistryHandler {
  private static final List<String> PARAMETERS =
      List.of(
          "q",
          "category",
          "phase",
          "language",
          "capability",
          "signer",
          "abi",
          "deprecated",
          "sort",
          "n",
          "after");
  private static final String HTML = "text/html; charset=utf-8";

  private final CatalogueReader catalogue;
  private final Links links;
  private final boolean gateway;
  private final Assets assets;
  private final Templates templates = new Templates();
  private final Readme markdown = new Readme();

  /**
   * @param base what stands before all paths, without a slash at its end: empty, or {@code
   *     /marketplace}
   * @param gateway whether a gateway's admin API answers at {@code /api/v1} of the same origin
   */
  public MarketHandler(CatalogueSource api, String base, boolean gateway) {
    this.catalogue = new CatalogueReader(api);
    this.links = new Links(base);
    this.gateway = gateway;
    this.assets = new Assets(base);
  }

  /**
   * Whether {@code path}, without the base, is one of the pages'.
   *
   * @param path from its first slash
   */
  public static boolean serves(String path) {
    return path.equals("/")
        || path.equals(Links.ICON)
        || path.startsWith(Links.PLUGIN)
        || path.startsWith(Links.CONFIGURE)
        || path.startsWith(Links.VALIDATE)
        || path.startsWith(Assets.PREFIX);
  }

  /**
   * Answers a request.
   *
   * @param request its path without the base
   */
  @Override
  public RegistryResponse handle(RegistryRequest request) throws IOException {
    RegistryResponse asset = assets.find(request.path());
    if (asset != null) {
      return PageResponses.finish(asset, request);
    }
    RegistryResponse response;
    try {
      response = page(request);
    } catch (RegistryFault e) {
      response = refused(request, e.response());
    }
    return PageResponses.finish(response, request);
  }

  private RegistryResponse page(RegistryRequest request) throws IOException {
    String path = request.path();
    boolean posts = request.method().equals("POST");
    if (path.startsWith(Links.VALIDATE) && posts) {
      return validate(request, path.substring(Links.VALIDATE.length()));
    }
    if (path.startsWith(Links.CONFIGURE) && (posts || !request.writes())) {
      return configure(request, path.substring(Links.CONFIGURE.length()));
    }
    if (request.writes()) {
      throw new RegistryFault(
              ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: GET)")
          .with("Allow", "GET, HEAD");
    }
    if (path.equals("/")) {
      return browse(request);
    }
    if (path.equals(Links.ICON)) {
      return catalogue.icon(request);
    }
    if (path.startsWith(Links.PLUGIN)) {
      return plugin(request, path.substring(Links.PLUGIN.length()));
    }
    throw new RegistryFault(ErrorCode.NAME_UNKNOWN, "there is no page " + path);
  }

  private RegistryResponse browse(RegistryRequest request) throws IOException {
    Map<String, String> chosen = new LinkedHashMap<>();
    for (String name : PARAMETERS) {
      String value = request.parameter(name);
      if (value != null && !value.isBlank()) {
        chosen.put(name, value.strip());
      }
    }
    Map<String, String> query = new LinkedHashMap<>(chosen);
    query.putIfAbsent("sort", BrowsePage.usual(chosen));
    JsonNode found = catalogue.search(query, request);
    Frame frame = frame(request, "Plugins", chosen.getOrDefault("q", ""));
    return html(200, "browse", BrowsePage.of(found, chosen, links, frame));
  }

  private RegistryResponse plugin(RegistryRequest request, String repository) throws IOException {
    JsonNode detail = catalogue.detail(repository, request);
    String lang = Objects.requireNonNullElse(request.parameter("lang"), "");
    Frame frame = frame(request, title(detail), "");
    return html(200, "plugin", PluginPage.of(detail, lang, links, frame, markdown));
  }

  private RegistryResponse configure(RegistryRequest request, String repository)
      throws IOException {
    JsonNode detail = catalogue.detail(repository, request);
    ConfigureForm form =
        request.writes()
            ? sent(detail, request)
            : ConfigureForm.of(schema(detail), start(detail, request));
    Frame frame = frame(request, "Configure " + title(detail), "");
    return html(200, "configure", ConfigurePage.of(detail, form, links, frame));
  }

  private RegistryResponse validate(RegistryRequest request, String repository) throws IOException {
    JsonNode detail = catalogue.detail(repository, request);
    ConfigureForm form = sent(detail, request);
    String answer = ConfigurePage.answer(detail, form, catalogue.authority(request)).toString();
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    return RegistryResponse.bytes(200, "application/json", body);
  }

  private static ConfigureForm sent(JsonNode detail, RegistryRequest request) throws IOException {
    try {
      return ConfigureForm.of(schema(detail), FormBody.read(request));
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.UNSUPPORTED, 400, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable ConfigSchema schema(JsonNode detail) {
    JsonNode schema = detail.path("configSchema");
    return schema.isObject() ? ConfigSchema.of(schema) : null;
  }

  private static JsonNode start(JsonNode detail, RegistryRequest request) {
    return "example".equals(request.parameter("from"))
        ? detail.path("example")
        : Json.MAPPER.createObjectNode();
  }

  /** A refusal of the catalogue, or of this, as a page; what it asks for in its head stays. */
  private RegistryResponse refused(RegistryRequest request, RegistryResponse fault) {
    Frame frame = frame(request, "Not to be had", "");
    RegistryResponse page = html(fault.status(), "error", Refusals.page(frame, fault));
    fault.headers().forEach(page.headers()::putIfAbsent);
    return page;
  }

  private Frame frame(RegistryRequest request, String title, String query) {
    return new Frame(
        title, links.home(), assets.links(), query, catalogue.authority(request), gateway);
  }

  private RegistryResponse html(int status, String template, Object model) {
    byte[] body = templates.render(template, model).getBytes(StandardCharsets.UTF_8);
    return RegistryResponse.bytes(status, HTML, body);
  }

  private static String title(JsonNode detail) {
    String title = Wording.text(detail, "title");
    return title.isEmpty() ? Wording.text(detail, "name") : title;
  }
}
