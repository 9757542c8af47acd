package io.weir.host.boot;

import io.weir.host.config.HostPort;
import java.util.Map;

/** The configuration that {@code weir up} begins with, for the plugins that are built. */
final class DemoConfig {
  private record Part(String plugin, String route) {}

  private static final Map<String, Part> PARTS =
      Map.of(
          "key-auth",
          new Part(
              "phase: AUTHN, priority: 310",
              """
                - name: hello
                  matches: [ { path: { type: PathPrefix, value: /hello } } ]
                  backendRefs: [ { name: demo } ]
                  plugins:
                    - { name: key-auth, pluginConfig: { header: x-api-key, consumers: [ { name: alice, key: alice-key } ] } }
              """),
          "request-guard",
          new Part(
              "phase: AUTHZ, priority: 320",
              """
                - name: search
                  matches: [ { path: { type: PathPrefix, value: /search } } ]
                  backendRefs: [ { name: demo } ]
                  plugins:
                    - name: request-guard
                      pluginConfig:
                        urls: [ '/\\.\\./' ]
                        body: { rules: [ { pattern: 'union\\s+select', case_sensitive: false } ] }
                        response: { status: 403, body: "blocked by request-guard\\n" }
              """),
          "sse-redact",
          new Part(
              "",
              """
                - name: chat
                  matches: [ { path: { type: PathPrefix, value: /chat } } ]
                  backendRefs: [ { name: demo } ]
                  plugins: [ { name: sse-redact } ]
                - name: live
                  matches: [ { path: { type: PathPrefix, value: /live } } ]
                  backendRefs: [ { name: demo } ]
                  plugins: [ { name: sse-redact, pluginConfig: { plain_events: separate } } ]
              """));

  private DemoConfig() {}

  /**
   * @param references of the plugins in the registry, by name
   */
  static String yaml(HostPort gateway, HostPort origin, Map<String, String> references) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("listeners: [ { name: web, address: \"%s\" } ]%n".formatted(gateway));
    yaml.append("upstreams: [ { name: demo, endpoints: [ \"%s\" ] } ]%n".formatted(origin));
    StringBuilder plugins = new StringBuilder();
    StringBuilder routes = new StringBuilder();
    references.forEach(
        (name, reference) -> {
          Part part = PARTS.get(name);
          if (part == null) {
            return;
          }
          String order = part.plugin.isEmpty() ? "" : ", " + part.plugin;
          // Always: the tag is pushed anew whenever the plugin is built anew.
          plugins.append(
              "  - { name: %s, url: \"oci://%s\", imagePullPolicy: Always%s }%n"
                  .formatted(name, reference, order));
          routes.append(part.route);
        });
    yaml.append(plugins.isEmpty() ? "plugins: []\n" : "plugins:\n" + plugins);
    yaml.append("routes:\n").append(routes);
    yaml.append("  - { name: rest, backendRefs: [ { name: demo } ] }\n");
    return yaml.toString();
  }
}
