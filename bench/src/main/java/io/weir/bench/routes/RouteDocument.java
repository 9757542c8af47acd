package io.weir.bench.routes;

/** Configurations with many routes, each of which answers with nobody behind it. */
final class RouteDocument {
  private RouteDocument() {}

  static String whole(int routes, boolean oneHost, int port) {
    StringBuilder json = new StringBuilder();
    json.append("{\"listeners\":[{\"name\":\"web\",\"address\":\"127.0.0.1:").append(port);
    json.append("\"}],\"upstreams\":[{\"name\":\"nobody\",\"endpoints\":[\"127.0.0.1:1\"]}],");
    json.append("\"routes\":[");
    for (int i = 0; i < routes; i++) {
      json.append(i == 0 ? "" : ",").append(route(i, oneHost, "/v0"));
    }
    return json.append("]}").toString();
  }

  static String name(int number) {
    return "route-" + number;
  }

  static String host(int number, boolean oneHost) {
    return oneHost ? "shop.example.com" : "shop-" + number + ".example.com";
  }

  static String path(int number, String version) {
    return "/api/" + number + version;
  }

  static String route(int number, boolean oneHost, String version) {
    return "{\"name\":\""
        + name(number)
        + "\",\"hostnames\":[\""
        + host(number, oneHost)
        + "\"],\"matches\":[{\"path\":{\"type\":\"PathPrefix\",\"value\":\""
        + path(number, version)
        + "\"}}],\"backendRefs\":[{\"name\":\"nobody\"}]}";
  }
}
