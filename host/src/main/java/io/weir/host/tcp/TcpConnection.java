package io.weir.host.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.weir.host.observe.CloseReason;
import io.weir.host.plugin.BoundPlugin;
import io.weir.host.plugin.PluginSlot;
import io.weir.host.route.TcpRoute;
import io.weir.host.stream.IdleTimer;
import io.weir.host.stream.StreamHost;
import io.weir.host.stream.Walk;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamRefusedException;
import io.weir.proxywasm.PeerType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection and the upstream's that belongs to it, with the listener's plugins between.
 * The plugins of its first moment stay its own for life. What one side breaks off is broken off on
 * the other. Confined to its worker's loop.
 */
public final class TcpConnection implements TcpSocket.Events, Walk.Owner {
  private static final Logger log = LoggerFactory.getLogger(TcpConnection.class);

  private final StreamHost host;
  private final String listener;
  private final long id;
  private final Runnable closed;
  private final TcpSocket client = new TcpSocket(this);
  private final TcpProperties properties = new TcpProperties(this);
  private final TcpReport report = new TcpReport(this);
  private final Walk walk = new Walk(this);
  private List<TcpFilter> filters = List.of();
  private TcpPath down = path(true, filters);
  private TcpPath up = path(false, filters);
  private @Nullable TcpRoute route;
  private @Nullable TcpSocket upstream;
  private String clusterName = "";
  private @Nullable IdleTimer idle;
  private boolean halted;
  private boolean broken;
  private boolean over;
  private boolean finished;

  /**
   * @param id that no other connection of this gateway has had
   * @param closed runs once, on the loop, when all is over
   */
  public TcpConnection(StreamHost host, String listener, long id, Runnable closed) {
    this.host = host;
    this.listener = listener;
    this.id = id;
    this.closed = closed;
  }

  /** The client's end of the pipeline. */
  public ChannelHandler handler() {
    return client;
  }

  // ---- the beginning

  private void start() {
    TcpRoute found = host.routeTable().tcp(listener);
    if (found == null) {
      reset(); // accepted while the listener was being closed
      return;
    }
    List<PluginSlot> slots = new ArrayList<>(found.chain().size());
    for (BoundPlugin plugin : found.chain()) {
      slots.add(plugin.generation().slot(host.index()));
    }
    if (PluginSlot.whenReady(slots, () -> unpark(found, slots))) {
      walk.park();
      return;
    }
    begin(found, slots);
  }

  private void unpark(TcpRoute found, List<PluginSlot> slots) {
    walk.hurry();
    if (!over) {
      begin(found, slots);
    }
    walk.unpark();
  }

  private void begin(TcpRoute found, List<PluginSlot> slots) {
    List<TcpFilter> chain = new ArrayList<>(slots.size());
    for (int i = 0; i < slots.size(); i++) {
      chain.add(new TcpFilter(this, found.chain().get(i), slots.get(i)));
    }
    route = found;
    filters = chain;
    down = path(true, chain);
    up = path(false, chain.reversed());
    idle = IdleTimer.start(host.loop(), found.idle(), this::idle);
    walk.later(() -> down.push(Unpooled.EMPTY_BUFFER, false));
  }

  private TcpPath path(boolean downstream, List<TcpFilter> chain) {
    return new TcpPath(
        downstream, chain, downstream ? this::toUpstream : this::toClient, this::isHalted);
  }

  // ---- bytes

  private void toUpstream(ByteBuf bytes, boolean end) {
    TcpSocket to = upstream == null ? connect() : upstream;
    if (to == null) {
      bytes.release();
      report.unrouted();
      note(CloseReason.UPSTREAM);
      reset();
      return;
    }
    to.write(bytes);
    if (end) {
      to.endOutput();
    }
  }

  private void toClient(ByteBuf bytes, boolean end) {
    report.sent(bytes.readableBytes());
    client.write(bytes);
    if (end) {
      client.endOutput();
    }
  }

  /** Null when no backend has any weight. */
  private @Nullable TcpSocket connect() {
    Cluster cluster = route == null ? null : route.pickCluster(client.info().serverName());
    if (cluster == null) {
      return null;
    }
    TcpSocket socket = new TcpSocket(this);
    upstream = socket;
    clusterName = cluster.name();
    report.attempt();
    host.pools()
        .open(cluster, new ByClient(client.remoteAddress(), client.localAddress()), socket)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                log.debug("listener {}: {}: {}", listener, clusterName, done.cause().getMessage());
                failed(done.cause());
                reset();
              }
            });
    return socket;
  }

  private void failed(Throwable why) {
    if (why instanceof UpstreamRefusedException) {
      report.refused(why.getMessage());
    } else {
      report.failed(why.getMessage());
    }
    note(CloseReason.UPSTREAM);
  }

  private void note(CloseReason why) {
    client.note(why);
  }

  @Override
  public void onActive(TcpSocket socket) {
    if (socket == client) {
      start();
      return;
    }
    walk.later(this::touch);
  }

  @Override
  public void onData(TcpSocket socket, ByteBuf chunk) {
    if (walk.isParked()) {
      walk.keep(() -> onData(socket, chunk));
      return;
    }
    if (finished || halted) {
      chunk.release();
      return;
    }
    if (socket == client) {
      report.received(chunk.readableBytes());
    }
    walk.later(
        () -> {
          touch();
          path(socket == client).push(chunk, false);
        });
  }

  @Override
  public void onEnd(TcpSocket socket) {
    if (walk.isParked()) {
      walk.keep(() -> onEnd(socket));
      return;
    }
    later(() -> path(socket == client).push(Unpooled.EMPTY_BUFFER, true));
  }

  @Override
  public void onReady(TcpSocket socket) {
    later(() -> {});
  }

  @Override
  public void onOutputEnded(TcpSocket socket) {
    later(
        () -> {
          TcpSocket other = upstream;
          over = over || (client.outputDone() && other != null && other.outputDone());
        });
  }

  @Override
  public void onLost(TcpSocket socket) {
    reset();
  }

  private void touch() {
    if (idle != null) {
      idle.touch();
    }
  }

  // ---- the order of things

  /** Runs {@code action} when the event that runs now is done, unless all is over by then. */
  void later(Runnable action) {
    if (!finished) {
      walk.later(action);
    }
  }

  @Override
  public void walked() {
    if (over) {
      finish();
      return;
    }
    TcpSocket other = upstream;
    client.flush();
    if (other != null) {
      other.flush();
    }
    boolean upstreamTakes = other != null && other.isWritable();
    if (!down.isFull() && (upstreamTakes || down.isPaused())) {
      client.read();
    }
    if (other != null && !up.isFull() && (client.isWritable() || up.isPaused())) {
      other.read();
    }
  }

  @Override
  public void defect(Throwable e) {
    log.error("listener {}: a defect in a connection, which is reset", listener, e);
    note(CloseReason.FAULT);
    halted = true;
    broken = true;
    over = true;
  }

  // ---- the end

  private void idle() {
    note(CloseReason.IDLE);
    close();
  }

  /** Ends it in order: what was written still arrives. */
  void close() {
    halted = true;
    later(() -> over = true);
  }

  /** Breaks it off, on both sides. */
  void reset() {
    halted = true;
    broken = true;
    later(() -> over = true);
  }

  /** A failed filter is out of the way; what it held goes on unchanged. */
  void letGo(TcpFilter filter) {
    later(
        () -> {
          down.resume(filter);
          up.resume(filter);
        });
  }

  private void finish() {
    if (finished || walk.isUnderWay()) {
      return;
    }
    finished = true;
    halted = true;
    walk.close();
    if (idle != null) {
      idle.cancel();
    }
    TcpSocket other = upstream;
    if (other != null && other.closedBy() == PeerType.REMOTE && !client.inputEnded()) {
      note(CloseReason.UPSTREAM);
    }
    end(client);
    if (other != null) {
      end(other);
    }
    PeerType upstreamBy = other == null || !other.isActive() ? null : other.closedBy();
    for (TcpFilter filter : filters) {
      walk.attempt(() -> filter.end(client.closedBy(), upstreamBy));
    }
    down.release();
    up.release();
    walk.drain();
    host.watch().log(report);
    closed.run();
  }

  private void end(TcpSocket socket) {
    if (broken) {
      socket.reset();
    } else {
      socket.close();
    }
  }

  // ---- looking

  boolean isHalted() {
    return halted;
  }

  TcpPath path(boolean downstream) {
    return downstream ? down : up;
  }

  List<TcpFilter> filters() {
    return filters;
  }

  TcpProperties properties() {
    return properties;
  }

  TcpSocket client() {
    return client;
  }

  /** The upstream's side, null before it is connected to. */
  @Nullable TcpSocket upstream() {
    return upstream;
  }

  /** Empty before there is an upstream. */
  String clusterName() {
    return clusterName;
  }

  String listener() {
    return listener;
  }

  long id() {
    return id;
  }
}
