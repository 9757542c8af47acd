package io.weir.host.upstream;

import io.weir.host.config.GatewayConfig.Upstream;
import io.weir.host.tls.ClientTls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a cluster whose settings are equal to before as the same object, and all of them as the
 * same map when none has changed, so that what goes by them may be told apart by identity. Confined
 * to the control thread.
 */
public final class ClusterCache {
  private List<Upstream> lastSettings = List.of();
  private Map<String, ClientTls> lastTls = Map.of();
  private Map<String, Cluster> last = Map.of();

  /**
   * By name.
   *
   * @param tls what upstreams with TLS connect by, by name
   */
  public Map<String, Cluster> compile(List<Upstream> upstreams, Map<String, ClientTls> tls) {
    if (upstreams == lastSettings && tls.equals(lastTls)) {
      return last;
    }
    Map<String, Cluster> next = HashMap.newHashMap(upstreams.size());
    for (Upstream settings : upstreams) {
      Cluster before = last.get(settings.name());
      ClientTls secured = tls.get(settings.name());
      boolean same =
          before != null && before.tls() == secured && before.settings().equals(settings);
      next.put(settings.name(), same ? before : Cluster.of(settings, secured));
    }
    lastSettings = upstreams;
    lastTls = Map.copyOf(tls);
    last = Map.copyOf(next);
    return last;
  }
}
