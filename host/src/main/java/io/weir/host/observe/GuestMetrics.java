package io.weir.host.observe;

import io.weir.host.observe.Exposition.Family;
import io.weir.host.observe.Exposition.Type;
import io.weir.proxywasm.MetricType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The metrics that plugins define, on the page: {@code wasmcustom_} and the name, with what a name
 * there may not have as {@code _}, and the name as it was given in the label {@code name}. So a
 * name like {@code a.b=1.c}, which other hosts take apart into labels, stays one.
 */
final class GuestMetrics {
  private static final String PREFIX = "wasmcustom_";

  private final Exposition page;
  private final Map<String, MetricType> types = new HashMap<>();

  GuestMetrics(Exposition page) {
    this.page = page;
  }

  void add(String name, MetricType type, long sum, long count) {
    String family = PREFIX + name.replaceAll("[^a-zA-Z0-9_:]", "_");
    MetricType first = types.putIfAbsent(family, type);
    if (first != null && first != type) {
      family += "_" + type.name().toLowerCase(Locale.ROOT);
    }
    Family out = page.family(family, type(type), "Defined by a plugin.");
    if (type == MetricType.HISTOGRAM) {
      out.sample("_sum", sum, "name", name);
      out.sample("_count", count, "name", name);
    } else {
      out.sample(sum, "name", name);
    }
  }

  private static Type type(MetricType type) {
    return switch (type) {
      case COUNTER -> Type.COUNTER;
      case GAUGE -> Type.GAUGE;
      case HISTOGRAM -> Type.SUMMARY;
    };
  }
}
