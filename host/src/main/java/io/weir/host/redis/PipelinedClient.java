package io.weir.host.redis;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.upstream.Cluster;
import io.weir.host.upstream.UpstreamPools;
import io.weir.proxywasm.ext.higress.RedisCallout.Listener;
import io.weir.proxywasm.ext.higress.RedisCallout.Options;
import io.weir.proxywasm.ext.higress.RedisCallout.RedisClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One VM's client of one Redis. All commands go over one connection in the order of the calls, and
 * replies come in that order; so a command that has timed out keeps its place until its reply
 * comes, which is then thrown away. A server from which nothing at all comes is given up. Confined
 * to the loop.
 */
final class PipelinedClient implements RedisClient, RedisLink.Owner {
  /** Commands without a reply. */
  static final int MAX_IN_FLIGHT = 16_384;

  /** Bytes of commands without a reply. */
  static final int MAX_BYTES_IN_FLIGHT = 16 << 20;

  /** A server that owes a reply and has not said a word for so long is taken for dead. */
  private static final long MAX_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final class Command {
    final byte[] bytes;
    final long deadlineNanos;
    @Nullable Listener listener; // null once it has been told

    Command(byte[] bytes, long deadlineNanos, Listener listener) {
      this.bytes = bytes;
      this.deadlineNanos = deadlineNanos;
      this.listener = listener;
    }

    @Nullable Listener take() {
      Listener l = listener;
      listener = null;
      return l;
    }
  }

  private final EventLoop loop;
  private final UpstreamPools pools;
  private final RedisService service;
  private final Options options;
  private final RetryDelay retry = new RetryDelay();

  /** All that have no reply, in order; until the link is ready none of them has been sent. */
  private final ArrayDeque<Command> unanswered = new ArrayDeque<>();

  /** Those of them whose time is not up, in order; empty when there is no limit. */
  private final ArrayDeque<Command> timed = new ArrayDeque<>();

  private long bytesInFlight;
  private @Nullable RedisLink link;
  private boolean ready;

  /** Since when the server owes a reply. */
  private long owingSinceNanos;

  private String lastFailure = "";
  private @Nullable ScheduledFuture<?> timer;
  private int unflushedBytes;
  private boolean flushScheduled;
  private boolean closed;

  PipelinedClient(EventLoop loop, UpstreamPools pools, RedisService service, Options options) {
    this.loop = loop;
    this.pools = pools;
    this.service = service;
    this.options = options;
  }

  @Override
  public boolean call(byte[] command, Listener listener) {
    if (closed
        || unanswered.size() >= MAX_IN_FLIGHT
        || bytesInFlight + command.length > MAX_BYTES_IN_FLIGHT
        || !RespCommand.isOne(command)) {
      return false;
    }
    String misfit = RespCommand.misfit(command);
    if (misfit != null) {
      tellLater(listener, misfit + " is not served on a connection that is shared");
      return true;
    }
    if (link == null && !connect()) {
      tellLater(listener, lastFailure);
      return true;
    }
    long deadline = now() + TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis());
    Command sent = new Command(command, deadline, listener);
    unanswered.add(sent);
    bytesInFlight += command.length;
    if (options.timeoutMillis() > 0) {
      timed.add(sent);
      armTimer();
    }
    if (ready) {
      owingSinceNanos = unanswered.size() == 1 ? now() : owingSinceNanos;
      send(sent);
    }
    return true;
  }

  /** False when it is too early to try again. */
  private boolean connect() {
    if (retry.leftMillis(now()) > 0) {
      return false;
    }
    Cluster cluster = service.cluster().get();
    if (cluster == null) {
      lastFailure = "the upstream is not in the configuration any more";
      return false;
    }
    RedisLink opened = new RedisLink(this, service.greetings(), cluster.timeouts().connect());
    link = opened;
    pools
        .open(cluster, opened)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                opened.lose("no connection: " + done.cause().getMessage());
              }
            });
    return true;
  }

  @Override
  public void onReady() {
    ready = true;
    owingSinceNanos = now();
    unanswered.removeIf(this::isStale);
    List.copyOf(unanswered).forEach(this::send); // a write may find that the connection is lost
  }

  /** Its time was up before it could be sent. */
  private boolean isStale(Command command) {
    if (command.listener != null) {
      return false;
    }
    bytesInFlight -= command.bytes.length;
    return true;
  }

  private void send(Command command) {
    RedisLink l = link;
    if (l == null) {
      return;
    }
    l.write(command.bytes);
    unflushedBytes += command.bytes.length;
    if (options.flushMillis() > 0 && unflushedBytes >= options.flushBytes()) {
      flush();
      return;
    }
    if (!flushScheduled) {
      flushScheduled = true;
      if (options.flushMillis() > 0) {
        loop.schedule(this::flushDue, options.flushMillis(), TimeUnit.MILLISECONDS);
      } else {
        loop.execute(this::flushDue);
      }
    }
  }

  private void flushDue() {
    flushScheduled = false;
    flush();
  }

  private void flush() {
    unflushedBytes = 0;
    RedisLink l = link;
    if (l != null) {
      l.flush();
    }
  }

  @Override
  public void onReply(byte[] reply) {
    Command command = unanswered.poll();
    RedisLink l = link;
    if (command == null) {
      if (l != null) {
        l.lose("a reply that no command has asked for");
      }
      return;
    }
    retry.worked();
    bytesInFlight -= command.bytes.length;
    Listener listener = command.take();
    if (listener != null) {
      timed.poll(); // it is the oldest of them
      listener.onReply(reply);
    }
  }

  /** Told later: it may be known while the guest is still in its call. */
  @Override
  public void onLost(String reason) {
    lastFailure = reason;
    retry.failed(now());
    link = null;
    ready = false;
    unflushedBytes = 0;
    List<Command> lost = new ArrayList<>(unanswered);
    forget();
    loop.execute(
        () -> {
          for (Command command : lost) {
            Listener listener = command.take();
            if (listener != null) {
              tell(listener, service + ": " + reason);
            }
          }
        });
  }

  private void tellLater(Listener listener, String reason) {
    String text = service + ": " + reason;
    loop.execute(() -> tell(listener, text));
  }

  private void tell(Listener listener, String reason) {
    if (!closed) {
      listener.onFailure(reason);
    }
  }

  private void forget() {
    unanswered.clear();
    timed.clear();
    bytesInFlight = 0;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void armTimer() {
    Command oldest = timed.peek();
    if (timer == null && oldest != null) {
      long left = Math.max(0, oldest.deadlineNanos - now());
      timer = loop.schedule(this::look, left, TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    timer = null;
    long now = now();
    boolean late = false;
    for (Command c = timed.peek(); c != null && c.deadlineNanos - now <= 0; c = timed.peek()) {
      timed.poll();
      late = true;
      Listener listener = c.take();
      if (listener != null) {
        tell(listener, service + ": no reply within " + options.timeoutMillis() + " ms");
      }
    }
    RedisLink l = link;
    if (late && ready && l != null && isDead(l, now)) {
      l.lose("it owes replies and says nothing");
    }
    armTimer();
  }

  private boolean isDead(RedisLink l, long now) {
    long silence = Math.min(now - l.lastReadNanos(), now - owingSinceNanos);
    long limit = 3 * TimeUnit.MILLISECONDS.toNanos(options.timeoutMillis());
    return silence > Math.max(MAX_SILENCE_NANOS, limit);
  }

  private long now() {
    return loop.ticker().nanoTime();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    forget();
    RedisLink l = link;
    link = null;
    if (l != null) {
      l.close();
    }
  }
}
