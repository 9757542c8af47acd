package io.weir.proxywasm.tck.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Envoy with its V8 engine.
 *
 * @param binary the program
 */
public record EnvoyHost(Path binary) implements HostUnderTest {
  @Override
  public String name() {
    return "envoy";
  }

  @Override
  public Running start(List<Deployment> deployments, InetSocketAddress origin, Path folder)
      throws IOException, InterruptedException {
    StringBuilder listeners = new StringBuilder();
    deployments.forEach(d -> listeners.append(listener(d)));
    Path config = folder.resolve("envoy.yaml");
    Files.writeString(config, BOOTSTRAP.formatted(listeners, origin.getPort()));
    List<String> command =
        List.of(
            binary.toString(),
            "-c",
            config.toString(),
            "--concurrency",
            "1",
            "--use-dynamic-base-id",
            "--log-level",
            "warning");
    return HostProcess.start(name(), command, folder.resolve("log"), deployments);
  }

  private static String listener(Deployment d) {
    return LISTENER
        .replace("%NAME", d.name())
        .replace("%PORT", Integer.toString(d.port()))
        .replace("%MODULE", d.module().toString())
        .replace("%VM_CONFIG", d.vmConfiguration())
        .replace("%PLUGIN_CONFIG", d.pluginConfiguration());
  }

  private static final String LISTENER =
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
                    routes: [ { name: all, match: { prefix: "/" }, route: { cluster: origin } } ]
                http_filters:
                - name: wasm
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
                    config:
                      name: %NAME
                      configuration: { "@type": type.googleapis.com/google.protobuf.StringValue, value: '%PLUGIN_CONFIG' }
                      vm_config:
                        vm_id: %NAME
                        runtime: envoy.wasm.runtime.v8
                        configuration: { "@type": type.googleapis.com/google.protobuf.StringValue, value: '%VM_CONFIG' }
                        code: { local: { filename: "%MODULE" } }
                - name: router
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
                    suppress_envoy_headers: true
      """;

  private static final String BOOTSTRAP =
      """
      static_resources:
        listeners:
      %s
        clusters:
        - name: origin
          connect_timeout: 2s
          typed_extension_protocol_options: &http1
            envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
              "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
              explicit_http_config: { http_protocol_options: { enable_trailers: true } }
          load_assignment:
            cluster_name: origin
            endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: %d } } } } ] } ]
        - name: nobody
          connect_timeout: 2s
          load_assignment:
            cluster_name: nobody
            endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 1 } } } } ] } ]
      """;
}
