package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.GatewayConfig.Plugin;
import io.weir.host.config.GatewayConfig.Route;
import io.weir.host.config.GatewayConfig.Upstream;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A kind of named object in a configuration. There are four, all in {@link #ALL}. */
public final class ObjectKind<T> {
  public static final ObjectKind<Listener> LISTENERS =
      new ObjectKind<>(
          "listeners",
          GatewayConfig::listeners,
          (c, l) -> new GatewayConfig(l, c.upstreams(), c.plugins(), c.gateway(), c.routes()),
          Listener::name,
          ListenerDecoder::listener,
          ListenerWriter::listener);
  public static final ObjectKind<Upstream> UPSTREAMS =
      new ObjectKind<>(
          "upstreams",
          GatewayConfig::upstreams,
          (c, u) -> new GatewayConfig(c.listeners(), u, c.plugins(), c.gateway(), c.routes()),
          Upstream::name,
          UpstreamDecoder::upstream,
          UpstreamWriter::upstream);
  public static final ObjectKind<Plugin> PLUGINS =
      new ObjectKind<>(
          "plugins",
          GatewayConfig::plugins,
          (c, p) -> new GatewayConfig(c.listeners(), c.upstreams(), p, c.gateway(), c.routes()),
          Plugin::name,
          PluginDecoder::plugin,
          PluginWriter::plugin);
  public static final ObjectKind<Route> ROUTES =
      new ObjectKind<>(
          "routes",
          GatewayConfig::routes,
          (c, r) -> new GatewayConfig(c.listeners(), c.upstreams(), c.plugins(), c.gateway(), r),
          Route::name,
          RouteDecoder::route,
          RouteWriter::route);

  /** In the order of a document. */
  public static final List<ObjectKind<?>> ALL = List.of(LISTENERS, UPSTREAMS, PLUGINS, ROUTES);

  private final String label;
  private final Function<GatewayConfig, List<T>> section;
  private final BiFunction<GatewayConfig, List<T>, GatewayConfig> replace;
  private final Function<T, String> name;
  private final Function<Fields, T> decoder;
  private final Function<T, ObjectNode> encoder;

  private ObjectKind(
      String label,
      Function<GatewayConfig, List<T>> section,
      BiFunction<GatewayConfig, List<T>, GatewayConfig> replace,
      Function<T, String> name,
      Function<Fields, T> decoder,
      Function<T, ObjectNode> encoder) {
    this.label = label;
    this.section = section;
    this.replace = replace;
    this.name = name;
    this.decoder = decoder;
    this.encoder = encoder;
  }

  /** The kind of a section, or null. */
  public static @Nullable ObjectKind<?> of(String label) {
    return ALL.stream().filter(kind -> kind.label.equals(label)).findFirst().orElse(null);
  }

  /** Its section in a document: {@code routes}. */
  public String label() {
    return label;
  }

  public List<T> list(GatewayConfig config) {
    return section.apply(config);
  }

  public String nameOf(T object) {
    return name.apply(object);
  }

  /** The object of this kind with that name, or null. */
  public @Nullable T find(GatewayConfig config, String wanted) {
    for (T object : list(config)) {
      if (nameOf(object).equals(wanted)) {
        return object;
      }
    }
    return null;
  }

  /** The object as the API and files write it. */
  public ObjectNode toJson(T object) {
    return encoder.apply(object);
  }

  GatewayConfig with(GatewayConfig config, List<T> objects) {
    return replace.apply(
        config, objects instanceof PartedList<T> parted ? parted : List.copyOf(objects));
  }

  T decode(SourceNode value, String path, Problems problems) {
    return Fields.decode(value, path, problems, decoder);
  }

  @Override
  public String toString() {
    return label;
  }
}
