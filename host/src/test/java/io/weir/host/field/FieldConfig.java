package io.weir.host.field;

import static io.weir.host.field.FieldPlugin.large;
import static io.weir.host.field.FieldPlugin.small;

import java.util.List;
import java.util.Set;

/** The gateway's configuration: every plugin that is built, on every engine that is there. */
final class FieldConfig {
  /** Of the documented configuration of coraza-proxy-wasm; the setup is that of the rule set. */
  private static final String CORAZA =
      "{ directives_map: { default: [ 'Include @coraza.conf-recommended',"
          + " 'Include @crs-setup.conf.example', 'SecRuleEngine On',"
          + " 'Include @owasp_crs/*.conf' ], off: [ 'SecRuleEngine Off' ] },"
          + " default_directives: default, per_authority_directives: { 'open.example': off } }";

  static final List<FieldPlugin> PLUGINS =
      List.of(
          small("sdk-http-headers", "", "{}"),
          small("sdk-http-config", "", "of %s"),
          small("sdk-http-body", "", "{}"),
          small("sdk-http-auth-random", "", "{}"),
          small("gcore-add-header", ", rootId: add_header", "of %s"),
          small("http-headers", "", "{}"),
          small("http-config", "", "from the configuration"),
          small("http-body-redact", "", "{}"),
          small("http-auth-random", "", "{}"),
          small("http-parallel-call", "", "{}"),
          small("add-header", ", rootId: add_header", "from %s"),
          small("call-auth", ", rootId: call_auth", "{}"),
          small("checksum", "", "{}"),
          small("shared-queue", "", "{}"),
          large("await-auth", "", "{}"),
          large("http-body", "", "{}"),
          large("json-validation", "", "{ requiredKeys: [ id, token ] }"),
          large("multiple-dispatches", "", "{}"),
          large("postpone-requests", "", "{}"),
          large("shared-data", "", "{}"),
          large(
              "request-block",
              "",
              "{ block_urls: [ swagger.html, foo=bar ], case_sensitive: false, _rules_: ["
                  + " { _match_domain_: [ '*.example.com' ], block_headers: [ example-key ],"
                  + " blocked_code: 404, blocked_message: gone },"
                  + " { _match_route_: [ %s ], block_urls: [ swagger.html, foo=bar ],"
                  + " block_bodies: [ hello world ], case_sensitive: false } ] }"),
          large(
              "http-call",
              "",
              "{ serviceName: auth, domain: auth.internal, servicePort: 80,"
                  + " requestPath: /token, tokenHeader: x-token }"),
          large("coraza", ", limits: { memory: 128Mi }", CORAZA));

  /** For connections, on a listener of its own. */
  static final FieldPlugin TCP = small("tcp-upper", "", "{}");

  private FieldConfig() {}

  /**
   * @param port of the origin, which is every upstream that the plugins call as well
   * @param echo the port of the upstream for connections
   */
  static String yaml(int port, int echo, Set<String> engines) {
    StringBuilder plugins = new StringBuilder();
    StringBuilder routes = new StringBuilder();
    StringBuilder listeners = new StringBuilder();
    for (String engine : TCP.engines()) {
      if (TCP.built() && engines.contains(engine)) {
        plugins.append(TCP.entry(engine));
        listeners.append(TCP.listenerEntry(engine));
      }
    }
    for (FieldPlugin plugin : PLUGINS) {
      for (String engine : plugin.engines()) {
        if (plugin.built() && engines.contains(engine)) {
          plugins.append(plugin.entry(engine));
          routes.append(plugin.routeEntry(engine));
        }
      }
    }
    return """
    listeners:
      - { name: web, address: "127.0.0.1:0" }
    %4$supstreams:
      - { name: echo, endpoints: [ "127.0.0.1:%5$d" ] }
      - { name: origin, endpoints: [ "127.0.0.1:%1$d" ] }
      - { name: httpbin, endpoints: [ "127.0.0.1:%1$d" ] }
      - { name: calls, endpoints: [ "127.0.0.1:%1$d" ] }
      - { name: auth, endpoints: [ "127.0.0.1:%1$d" ] }
    plugins:
    %2$sroutes:
    %3$s"""
        .formatted(port, plugins, routes, listeners, echo);
  }
}
