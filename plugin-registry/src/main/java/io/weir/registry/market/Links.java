package io.weir.registry.market;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Addresses of the pages.
 *
 * @param base what stands before all paths, without a slash at its end
 */
record Links(String base) {
  static final String PLUGIN = "/plugin/";
  static final String CONFIGURE = "/configure/";
  static final String VALIDATE = "/validate/";
  static final String ICON = "/icon";

  String home() {
    return base + "/";
  }

  String browse(Map<String, String> query) {
    return query.isEmpty() ? home() : home() + "?" + encode(query);
  }

  String plugin(String repository) {
    return base + PLUGIN + path(repository);
  }

  String plugin(String repository, Map<String, String> query) {
    return plugin(repository) + (query.isEmpty() ? "" : "?" + encode(query));
  }

  String configure(String repository, String version) {
    return base + CONFIGURE + path(repository) + "?" + encode(Map.of("version", version));
  }

  String validate(String repository, String version) {
    return base + VALIDATE + path(repository) + "?" + encode(Map.of("version", version));
  }

  /**
   * @param path of the icon on the registry
   */
  String icon(String path) {
    return base + ICON + "?" + encode(Map.of("of", path));
  }

  private static String encode(Map<String, String> query) {
    return query.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String path(String repository) {
    return encode(repository).replace("%2F", "/").replace("+", "%20");
  }
}
