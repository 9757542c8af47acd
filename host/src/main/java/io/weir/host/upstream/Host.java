package io.weir.host.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.stream.GatewayException;
import io.weir.host.tls.ClientTls.Inside;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One endpoint of a cluster on one worker: its pools and what has come of it. On the loop. */
final class Host {
  private final WorkerCluster owner;
  private final Endpoint endpoint;
  private final String name;
  private final Set<Channel> channels = new HashSet<>();
  private @Nullable UpstreamPool whole;
  private @Nullable MultiplexedPool shared;
  private @Nullable OutlierCounter outlier;
  private boolean healthy = true;
  private boolean retired;
  private @Nullable ScheduledFuture<?> deadline;

  private int active;
  private long total;
  private long errors;
  private long connectionsMade;
  private long connectFailures;
  private final Complaints complaints = new Complaints();

  /**
   * @param name the host that the endpoint was configured by
   */
  Host(WorkerCluster owner, Endpoint endpoint, String name) {
    this.owner = owner;
    this.endpoint = endpoint;
    this.name = name;
  }

  WorkerCluster owner() {
    return owner;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Connections that carry one request at a time. */
  UpstreamPool whole() {
    UpstreamPool made = whole;
    if (made == null) {
      made = new UpstreamPool(this);
      whole = made;
      if (retired) {
        made.retire(); // for a request that has waited: nothing is kept after it
      }
    }
    return made;
  }

  /** Connections that carry many. */
  MultiplexedPool shared() {
    MultiplexedPool made = shared;
    if (made == null) {
      made = new MultiplexedPool(this, owner.setup());
      shared = made;
      if (retired) {
        made.retire();
      }
    }
    return made;
  }

  /**
   * Opens a connection that {@link WorkerCluster#mayConnect} has counted; it counts until it is
   * closed. A name that cannot be fails at once, so the future may be done already.
   */
  ChannelFuture connect(Inside inside, ChannelHandler handler) {
    return connect(inside, handler, null);
  }

  /**
   * @param of whose connection it is; null for no client's
   */
  ChannelFuture connect(Inside inside, ChannelHandler handler, @Nullable PickContext of) {
    ChannelFuture connecting =
        owner.setup().connector().connect(owner.cluster(), endpoint, name, inside, handler, of);
    Channel channel = connecting.channel();
    connectionsMade++;
    channels.add(channel);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              channels.remove(channel);
              owner.connectionClosed();
            });
    return connecting;
  }

  // ---- what has come of it

  /** A request is put on the endpoint; {@link #ended} follows. */
  void began() {
    active++;
    total++;
  }

  void ended() {
    active--;
    owner.requestEnded();
  }

  /** The head of an answer. */
  void answered(int status) {
    if (status >= 500) {
      errors++;
    }
    OutlierCounter counter = outlier;
    if (counter != null) {
      counter.answered(status);
    }
  }

  /** A connection was lost with a request on it, or the answer was none, or late. */
  void lost() {
    errors++;
    OutlierCounter counter = outlier;
    if (counter != null) {
      counter.lost();
    }
  }

  void connected() {
    OutlierCounter counter = outlier;
    if (counter != null) {
      counter.connected();
    }
  }

  void connectFailed(GatewayException why) {
    connectFailures++;
    complaints.say(String.valueOf(why.getMessage()));
    OutlierCounter counter = outlier;
    if (counter != null) {
      counter.connectFailed();
    }
  }

  void outlier(@Nullable OutlierCounter counter) {
    outlier = counter;
  }

  /** What the control side says of it; after an absence errors are counted anew. */
  void healthy(boolean now) {
    OutlierCounter counter = outlier;
    if (counter != null && now && !healthy) {
      counter.reset();
    }
    healthy = now;
  }

  int active() {
    return active;
  }

  long total() {
    return total;
  }

  HostCounts counts() {
    return new HostCounts(active, channels.size(), total, errors, connectionsMade, connectFailures);
  }

  // ---- the end

  /** Takes no new request: what is idle is closed, what is under way may end. */
  void retire() {
    retired = true;
    renewPools();
  }

  /** Connections as they are take no new request; new ones are made as the cluster is now. */
  void renewPools() {
    if (whole != null) {
      whole.retire();
    }
    if (shared != null) {
      shared.retire();
    }
    whole = null;
    shared = null;
  }

  boolean isRetired() {
    return retired;
  }

  /** It is used again after all. */
  void revive() {
    retired = false;
    renewPools();
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /** What is still open then has had its time. */
  void closeAllAfter(long millis) {
    deadline = owner.loop().schedule(this::closeAll, millis, TimeUnit.MILLISECONDS);
  }

  /** Closes one connection that nobody uses; false when there is none. */
  boolean closeOneIdle() {
    return whole != null && whole.closeOneIdle();
  }

  /** Closes all its connections, whatever is on them. */
  void closeAll() {
    for (Channel channel : List.copyOf(channels)) {
      channel.unsafe().close(channel.unsafe().voidPromise()); // past codecs, which would wait
    }
  }

  boolean isUnused() {
    return channels.isEmpty() && active == 0;
  }
}
