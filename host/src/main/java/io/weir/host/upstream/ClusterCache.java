package io.weir.host.upstream;

import io.weir.host.config.ConfigException;
import io.weir.host.config.GatewayConfig.Upstream;
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
   * @throws ConfigException naming a file that TLS needs and what is wrong with it
   */
  public Map<String, Cluster> compile(List<Upstream> upstreams) {
    Map<String, Cluster> next = new LinkedHashMap<>();
    for (int i = 0; i < upstreams.size(); i++) {
      Upstream settings = upstreams.get(i);
      Cluster before = last.get(settings.name());
      // Files may have changed under the same names.
      boolean same = before != null && settings.tls() == null && before.settings().equals(settings);
      next.put(settings.name(), same ? before : Cluster.of(settings, "upstreams[" + i + "]"));
    }
    last = next;
    return next;
  }
}
