package io.weir.host.upstream;

import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.tls.ClientTls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a cluster whose settings are equal to before as the same object, so that what goes by it
 * may be told apart by identity. Confined to the control thread.
 */
public final class ClusterCache {
  private Map<String, Cluster> last = Map.of();

  /**
   * By name, in the order of the configuration.
   *
   * @param tls what upstreams with TLS connect by, by name
   */
  public Map<String, Cluster> compile(List<Upstream> upstreams, Map<String, ClientTls> tls) {
    Map<String, Cluster> next = new LinkedHashMap<>();
    for (Upstream settings : upstreams) {
      Cluster before = last.get(settings.name());
      ClientTls secured = tls.get(settings.name());
      boolean same =
          before != null && before.tls() == secured && before.settings().equals(settings);
      next.put(settings.name(), same ? before : Cluster.of(settings, secured));
    }
    last = next;
    return next;
  }
}
