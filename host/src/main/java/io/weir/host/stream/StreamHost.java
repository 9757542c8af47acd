package io.weir.host.stream;

import io.netty.channel.EventLoop;
import io.weir.host.config.HttpSettings;
import io.weir.host.observe.WorkerWatch;
import io.weir.host.route.RouteTable;
import io.weir.host.upstream.UpstreamPools;
import org.jspecify.annotations.Nullable;

/** What a stream needs of the worker that it lives on. On that worker's loop only. */
public interface StreamHost {
  /** The table that new streams go by; read once a stream. */
  RouteTable routeTable();

  UpstreamPools pools();

  EventLoop loop();

  /** The time limits of its requests. */
  Deadlines deadlines();

  /** Sees streams begin and end. */
  WorkerWatch watch();

  /** What this worker has under way for retries and mirrors. */
  WorkerActions actions();

  /** Whether requests that come now are to be refused: the gateway has no memory for more. */
  default boolean isShedding() {
    return false;
  }

  /** How the requests of a listener are treated; null for one that takes them as they are. */
  default @Nullable HttpSettings http(String listener) {
    return null;
  }

  /** The worker's number, from 0. */
  int index();
}
