package io.weir.host.net;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.observe.WorkerWatch;
import io.weir.host.route.RouteTable;
import io.weir.host.stream.Deadlines;
import io.weir.host.stream.StreamHost;
import io.weir.host.stream.WorkerActions;
import io.weir.host.upstream.UpstreamPools;

/** A worker whose table is empty: every request gets 404. */
record NoRoutes(EmbeddedChannel clock) implements StreamHost {
  @Override
  public RouteTable routeTable() {
    return RouteTable.EMPTY;
  }

  @Override
  public UpstreamPools pools() {
    throw new AssertionError("no route leads to an upstream");
  }

  @Override
  public EventLoop loop() {
    return clock.eventLoop();
  }

  @Override
  public WorkerWatch watch() {
    return new WorkerWatch();
  }

  @Override
  public Deadlines deadlines() {
    throw new AssertionError("no route has a time limit");
  }

  @Override
  public WorkerActions actions() {
    throw new AssertionError("no route does anything");
  }

  @Override
  public int index() {
    return 0;
  }
}
