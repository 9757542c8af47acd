package io.weir.proxywasm.tck.http;

import java.util.List;

/** The bootstrap file that has Envoy serve the rules. */
final class EnvoyConfig {
  private EnvoyConfig() {}

  static String of(List<HostUnderTest.Deployment> deployments, Surroundings surroundings) {
    StringBuilder text = new StringBuilder("static_resources:\n  listeners:\n");
    for (HostUnderTest.Deployment deployment : deployments) {
      text.append(listener(deployment));
    }
    return text.append("  clusters:\n")
        .append(cluster("origin", surroundings.origin(), HTTP1))
        .append(cluster("http2", surroundings.http2(), "http2_protocol_options: {}"))
        .append(cluster("redis", surroundings.redis(), HTTP1))
        .append(cluster("nobody", Surroundings.NOBODY, HTTP1))
        .toString();
  }

  private static String listener(HostUnderTest.Deployment deployment) {
    StringBuilder filters = new StringBuilder();
    String filter = deployment.tcp() ? NETWORK_FILTER : HTTP_FILTER;
    for (int i = 0; i < deployment.pluginConfigurations().size(); i++) {
      filters.append(
          filter
              .replace("%FILTER", deployment.filter(i))
              .replace("%MODULE", deployment.module().toString())
              .replace("%VM_CONFIG", deployment.vmConfiguration())
              .replace("%PLUGIN_CONFIG", deployment.pluginConfigurations().get(i)));
    }
    return (deployment.tcp() ? TCP_LISTENER : HTTP_LISTENER)
        .replace("%NAME", deployment.name())
        .replace("%PORT", Integer.toString(deployment.port()))
        .replace("%FILTERS\n", filters);
  }

  private static String cluster(String name, int port, String protocol) {
    return CLUSTER
        .replace("%NAME", name)
        .replace("%PORT", Integer.toString(port))
        .replace("%PROTOCOL", protocol);
  }

  private static final String HTTP1 = "http_protocol_options: { enable_trailers: true }";

  private static final String HTTP_LISTENER =
      """
        - name: %NAME
          address: { socket_address: { address: 127.0.0.1, port_value: %PORT } }
          filter_chains:
          - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: %NAME
                generate_request_id: false
                http_protocol_options: { enable_trailers: true }
                route_config:
                  name: all
                  virtual_hosts:
                  - name: all
                    domains: [ "*" ]
                    routes:
                    - { name: http2, match: { prefix: "/h2" }, route: { cluster: http2 } }
                    - { name: all, match: { prefix: "/" }, route: { cluster: origin } }
                http_filters:
      %FILTERS
                - name: router
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                    suppress_envoy_headers: true
      """;

  private static final String TCP_LISTENER =
      """
        - name: %NAME
          address: { socket_address: { address: 127.0.0.1, port_value: %PORT } }
          filter_chains:
          - filters:
      %FILTERS
            - name: envoy.filters.network.tcp_proxy
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefix: %NAME
                cluster: origin
      """;

  private static final String HTTP_FILTER =
      """
                - name: wasm
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
                    config:
                      name: %FILTER
                      configuration: { "@type": type.googleapis.com/google.protobuf.StringValue, value: '%PLUGIN_CONFIG' }
                      vm_config:
                        vm_id: %FILTER
                        runtime: envoy.wasm.runtime.v8
                        configuration: { "@type": type.googleapis.com/google.protobuf.StringValue, value: '%VM_CONFIG' }
                        code: { local: { filename: "%MODULE" } }
      """;

  private static final String NETWORK_FILTER =
      HTTP_FILTER
          .replace("name: wasm", "name: envoy.filters.network.wasm")
          .replace("extensions.filters.http.wasm", "extensions.filters.network.wasm")
          .replaceAll("(?m)^    ", "");

  private static final String CLUSTER =
      """
        - name: %NAME
          connect_timeout: 2s
          typed_extension_protocol_options:
            envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
              "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
              explicit_http_config: { %PROTOCOL }
          load_assignment:
            cluster_name: %NAME
            endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: %PORT } } } } ] } ]
      """;
}
