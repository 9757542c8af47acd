package io.weir.host.stream;

import io.weir.host.config.HttpSettings;
import io.weir.host.plugin.PluginSlot;
import io.weir.host.route.Route;
import io.weir.host.route.RouteActions;
import io.weir.proxywasm.host.LocalReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a stream comes from the headers of its request to the first plugin: it is let in, finds its
 * route, pins the plugins of that, waits for their VMs where it must, and does what the route does
 * before plugins.
 */
final class StreamStart {
  private StreamStart() {}

  /** Sets off with the request that {@code stream} has, or answers it. */
  static void start(Stream stream, HeaderList headers) {
    LocalReply refusal = refusal(stream, headers);
    if (refusal != null) {
      stream.walk().run(() -> stream.responsePath().reply(refusal));
      return;
    }
    StreamHost host = stream.host();
    Route found =
        stream.routing().match(host.routeTable(), stream.downstream().listener(), headers);
    if (found == null) {
      stream.info().flag(ResponseFlag.NO_ROUTE_FOUND);
      LocalReply none =
          LocalReplies.of(404, "route_not_found", "no route for this host and path\n");
      stream.walk().run(() -> stream.responsePath().reply(none));
      return;
    }
    if (found.chain().isEmpty()) {
      begin(stream, found, headers);
      return;
    }
    List<PluginSlot> slots = new ArrayList<>(found.chain().size());
    for (int i = 0; i < found.chain().size(); i++) {
      slots.add(found.chain().get(i).generation().slot(host.index()));
    }
    if (PluginSlot.anyCanWait(slots)) {
      PluginSlot.whenReady(slots, () -> unpark(stream, found, slots, headers));
      stream.walk().park();
      return;
    }
    chain(stream, found, slots);
    begin(stream, found, headers);
  }

  /** The answer to a request that is not let in; null for one that is. */
  private static @Nullable LocalReply refusal(Stream stream, HeaderList headers) {
    if (stream.host().isShedding()) {
      stream.info().flag(ResponseFlag.OVERLOAD_MANAGER);
      return LocalReplies.overloaded();
    }
    HttpSettings http = stream.host().http(stream.downstream().listener());
    return http == null || admit(stream, headers, http)
        ? null
        : LocalReplies.of(400, "path_normalization_failed", "a path that cannot be\n");
  }

  /** Brings the request into the form that routes, plugins and upstreams see; false: refused. */
  private static boolean admit(Stream stream, HeaderList headers, HttpSettings http) {
    int trusted = http.forwarded().trustedHops();
    stream.info().client(Forwarding.apply(headers, stream.downstream(), trusted));
    String target = headers.getOrEmpty(":path");
    String path = PathNormalizer.normalize(target, http.path());
    if (path != null && !path.equals(target)) {
      headers.set(":path", path);
    }
    return path != null;
  }

  private static void unpark(
      Stream stream, Route found, List<PluginSlot> slots, HeaderList headers) {
    Walk walk = stream.walk();
    walk.hurry();
    if (!stream.isOver()) {
      chain(stream, found, slots);
      begin(stream, found, headers);
    }
    if (!walk.isParked()) {
      walk.unpark();
    }
  }

  /** The filters of the route, each with a VM. */
  private static void chain(Stream stream, Route found, List<PluginSlot> slots) {
    List<PluginFilter> chain = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      chain.add(new PluginFilter(stream, found.chain().get(i), slots.get(i)));
    }
    stream.through(chain);
  }

  private static void begin(Stream stream, Route found, HeaderList headers) {
    stream.limit(found.timeouts(), headers);
    RouteActions actions = found.actions();
    if (actions != null && actions.isEarly() && stream.early(actions).stops(headers)) {
      return;
    }
    stream.enter(headers);
  }
}
