package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A catalogue in memory. */
final class StandInApi implements CatalogueSource {
  private final Map<String, JsonNode> details = new LinkedHashMap<>();
  final Map<String, String> pictures = new HashMap<>();
  Map<String, List<String>> asked = Map.of();

  void add(JsonNode detail) {
    details.put(detail.path("repository").asText(), detail);
  }

  @Override
  public RegistryResponse get(
      String path, Map<String, List<String>> query, RegistryRequest request) {
    asked = query;
    String picture = pictures.get(path);
    if (picture != null) {
      byte[] content = picture.getBytes(StandardCharsets.UTF_8);
      return RegistryResponse.bytes(200, "image/svg+xml", content);
    }
    if (path.equals(CatalogueReader.PLUGINS)) {
      return json(page());
    }
    JsonNode detail = details.get(path.substring(CatalogueReader.PLUGINS.length() + 1));
    if (detail == null) {
      throw new RegistryFault(ErrorCode.NAME_UNKNOWN, "repository: there is no such plugin");
    }
    return json(detail);
  }

  private JsonNode page() {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    ArrayNode plugins = page.putArray("plugins");
    details.values().forEach(each -> plugins.add(each));
    page.put("total", details.size()).put("next", "plugins/last");
    page.putObject("facets").putObject("category").put("auth", 2).put("security", 1);
    return page;
  }

  private static RegistryResponse json(JsonNode json) {
    return RegistryResponse.bytes(
        200, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String origin(RegistryRequest request) {
    return request.origin();
  }
}
