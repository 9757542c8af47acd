package io.weir.host.observe;

import io.netty.channel.Channel;
import io.weir.host.observe.log.AccessLog;
import io.weir.host.observe.record.LiveRecord;
import io.weir.host.observe.record.LiveRecords;
import io.weir.host.observe.record.StreamRecord;
import io.weir.host.observe.trace.CurrentPlugin;
import io.weir.host.observe.trace.Tracer;
import io.weir.host.observe.view.OpenConnections;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sees the streams of one worker begin and end: counts, logs and traces them. Confined to its loop.
 */
public final class WorkerWatch {
  private final StreamCounters counters = new StreamCounters();
  private final LiveRecords live = new LiveRecords();
  private final OpenConnections connections = new OpenConnections();
  private final ConnectionEvents events = new ConnectionEvents();
  private @Nullable AccessLog accessLog;
  private @Nullable Tracer tracer;
  private final CurrentPlugin currentPlugin = new CurrentPlugin();

  /**
   * The commit: what streams that end from now on are logged by, and those that begin traced by.
   */
  public void commit(@Nullable AccessLog log, @Nullable Tracer tracing, int maxRoutes) {
    accessLog = log;
    tracer = tracing;
    counters.maxRoutes(maxRoutes);
  }

  /** A task of the loop has begun so long after its time, in nanoseconds. */
  public void late(long nanos) {
    counters.lag.add(Math.max(0, nanos));
  }

  /** A request has come in. */
  public void began(LiveRecord record) {
    live.add(record);
    counters.began(record);
  }

  /** It is over, and all is known of it. Called once for each that began. */
  public void ended(LiveRecord record) {
    live.remove(record);
    counters.ended(record);
    AccessLog log = accessLog;
    if (log != null) {
      log.write(record);
    }
  }

  /** In whose callback the worker is, as far as that is traced. */
  public CurrentPlugin currentPlugin() {
    return currentPlugin;
  }

  /** Null when nothing is traced. */
  public @Nullable Tracer tracer() {
    return tracer;
  }

  /**
   * A client's connection has been accepted.
   *
   * @param speech tells what it speaks, when somebody asks
   */
  public void connectionOpened(
      Channel channel, String listener, Function<Channel, OpenConnections.Speech> speech) {
    connections.add(channel, listener, speech);
    channel.closeFuture().addListener(closed -> connectionClosed(channel, listener));
    StreamCounters.Connections counts = counters.connections(listener);
    counts.opened++;
    counts.active++;
  }

  private void connectionClosed(Channel channel, String listener) {
    connections.remove(channel);
    events.closed(listener, CloseReason.of(channel));
    counters.connections(listener).active--;
  }

  /** A request was refused while it was read. */
  public void refused(StreamRecord request, CloseReason why) {
    events.refused(request.listener(), why);
    log(request);
  }

  /** A stream was broken off by the codec, which has told nobody else what was wrong. */
  public void faulty(String listener, CloseReason why) {
    events.refused(listener, why);
  }

  /** A line for something that is no HTTP stream, and is over. */
  public void log(StreamRecord record) {
    AccessLog log = accessLog;
    if (log != null) {
      log.write(record);
    }
  }

  /** How connections have ended. Any thread may read it. */
  public ConnectionEvents events() {
    return events;
  }

  public OpenConnections connections() {
    return connections;
  }

  public LiveRecords live() {
    return live;
  }

  StreamCounters counters() {
    return counters;
  }
}
