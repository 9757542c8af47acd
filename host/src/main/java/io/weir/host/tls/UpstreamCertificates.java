package io.weir.host.tls;

import io.weir.host.config.GatewayConfig;
import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.config.UpstreamTls;
import java.util.LinkedHashMap;
import java.util.Map;

/** TLS to all upstreams. One whose settings stay keeps what it has, with its sessions. */
public final class UpstreamCertificates {
  private volatile Map<String, ClientTls> live = Map.of();

  /**
   * What the upstreams of {@code config} are to have, by name; nothing changes yet. On the control
   * thread.
   *
   * @throws io.weir.host.config.ConfigException naming a file that cannot be used
   */
  public Map<String, ClientTls> prepare(GatewayConfig config) {
    Map<String, ClientTls> next = new LinkedHashMap<>();
    for (int i = 0; i < config.upstreams().size(); i++) {
      Upstream upstream = config.upstreams().get(i);
      UpstreamTls settings = upstream.tls();
      if (settings != null) {
        ClientTls now = live.get(upstream.name());
        next.put(
            upstream.name(),
            now != null && now.settings().equals(settings)
                ? now
                : ClientTls.load(upstream.name(), "upstreams[" + i + "]", settings));
      }
    }
    return next;
  }

  /** {@code next} is used from now on. On the control thread. */
  public void commit(Map<String, ClientTls> next) {
    live = Map.copyOf(next);
  }

  /** Looks at the files, and has new connections use those that have changed. */
  void refresh() {
    live.values().forEach(ClientTls::refresh);
  }
}
