package io.weir.host.stream;

import io.netty.channel.EventLoop;
import io.weir.host.observe.WorkerWatch;
import io.weir.host.route.RouteTable;
import io.weir.host.upstream.UpstreamPools;

/** What a stream needs of the worker that it lives on. On that worker's loop only. */
public interface StreamHost {
  /** The table that new streams go by; read once a stream. */
  RouteTable routeTable();

  UpstreamPools pools();

  EventLoop loop();

  /** Sees streams begin and end. */
  WorkerWatch watch();

  /** The worker's number, from 0. */
  int index();
}
