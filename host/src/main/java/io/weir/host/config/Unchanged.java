package io.weir.host.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a configuration that was read anew has in common with one that is live. */
final class Unchanged {
  private Unchanged() {}

  /**
   * {@code now} with the very objects of {@code before} where they are equal: what is known of an
   * object by its identity stays known.
   */
  static GatewayConfig keep(GatewayConfig before, GatewayConfig now) {
    GatewayConfig kept = now;
    for (ObjectKind<?> kind : ObjectKind.ALL) {
      kept = keep(kind, before, kept);
    }
    if (!kept.gateway().equals(before.gateway())) {
      return kept;
    }
    return new GatewayConfig(
        kept.listeners(), kept.upstreams(), kept.plugins(), before.gateway(), kept.routes());
  }

  private static <T> GatewayConfig keep(
      ObjectKind<T> kind, GatewayConfig before, GatewayConfig now) {
    List<T> old = kind.list(before);
    Map<String, T> byName = HashMap.newHashMap(old.size());
    old.forEach(object -> byName.put(kind.nameOf(object), object));
    List<T> kept = new ArrayList<>(kind.list(now));
    kept.replaceAll(
        object -> {
          T known = byName.get(kind.nameOf(object));
          return object.equals(known) ? known : object;
        });
    return kind.with(now, ListDiff.of(old, kept).isEmpty() ? old : kept);
  }
}
