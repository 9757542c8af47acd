package io.weir.host.field;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A plugin of {@code plugins-field} as the gateway of the tests binds it: once for each of its
 * engines, each on a route of its own.
 *
 * @param engines where it runs; Go and JavaScript need Wasmtime, since Endive is too slow for them
 * @param settings more fields of the plugin's entry, as YAML that begins with a comma
 * @param config the binding's {@code pluginConfig}, as YAML in one line; {@code %s} is the route
 */
record FieldPlugin(String name, List<String> engines, String settings, String config) {
  private static final List<String> BOTH = List.of("endive", "wasmtime");
  private static final List<String> WASMTIME = List.of("wasmtime");

  static FieldPlugin small(String name, String settings, String config) {
    return new FieldPlugin(name, BOTH, settings, config);
  }

  static FieldPlugin large(String name, String settings, String config) {
    return new FieldPlugin(name, WASMTIME, settings, config);
  }

  static Path file(String name) {
    return Path.of("..", "plugins-field", "out", name + ".wasm").toAbsolutePath().normalize();
  }

  boolean built() {
    return Files.exists(file(name));
  }

  /** The name of the plugin's entry, of its route, and the value of the header that picks it. */
  static String route(String name, String engine) {
    return name + "-" + engine;
  }

  String entry(String engine) {
    return "  - { name: %s, url: \"%s\", engine: %s %s }\n"
        .formatted(route(name, engine), file(name).toUri(), engine, settings);
  }

  /** A TCP listener of the plugin's own, to the upstream {@code echo}. */
  String listenerEntry(String engine) {
    return """
      - name: %1$s
        address: "127.0.0.1:0"
        protocol: TCP
        backendRefs: [ { name: echo } ]
        plugins: [ { name: %1$s } ]
    """
        .formatted(route(name, engine));
  }

  String routeEntry(String engine) {
    String route = route(name, engine);
    return """
      - name: %1$s
        matches: [ { headers: [ { type: Exact, name: x-route, value: %1$s } ] } ]
        backendRefs: [ { name: origin } ]
        plugins: [ { name: %1$s, pluginConfig: %2$s } ]
    """
        .formatted(route, config.replace("%s", route));
  }
}
