package io.weir.host.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.config.ConfigReader;
import io.weir.host.stream.HeaderList;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Real pools over fake connections. Time stands still until a test lets it pass. */
public final class FakePools {
  public final TestNames names = new TestNames();
  public final List<Connection> made = new ArrayList<>();

  /** Endpoints that answer with an error at once; all others answer when a test says so. */
  public final Set<Endpoint> failing = new HashSet<>();

  /** Whether all that do not fail answer at once, too. */
  public boolean answering;

  private final EmbeddedChannel clock = new EmbeddedChannel();
  public final UpstreamPools pools =
      new UpstreamPools(
          clock.eventLoop(),
          TestChannel.class,
          names,
          this::connection,
          pool -> {
            throw new AssertionError("no HTTP/2 here");
          });

  public FakePools() {
    clock.freezeTime();
  }

  /** A cluster by the fields of its configuration. */
  public static Cluster cluster(String fields) {
    String text = "upstreams: [ { name: origin, " + fields + " } ]";
    return Cluster.of(
        ConfigReader.read(text, ConfigReader.Format.YAML).upstreams().getFirst(), null);
  }

  public EventLoop loop() {
    return clock.eventLoop();
  }

  private Connection connection(UpstreamPool pool) {
    Connection connection = new Connection(pool);
    made.add(connection);
    return connection;
  }

  /** The endpoint answers the one request that it has. */
  public void answer(Endpoint endpoint, int status) {
    made.stream()
        .filter(c -> c.listener != null && c.pool.endpoint().equals(endpoint))
        .findFirst()
        .orElseThrow()
        .answer(status);
  }

  public void settle() {
    clock.runPendingTasks();
    clock.checkException();
  }

  public void advance(Duration time) {
    clock.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    clock.runScheduledPendingTasks();
    settle();
  }

  public void close() {
    clock.finishAndReleaseAll();
  }

  /** One to an endpoint, with one request at a time. */
  public final class Connection implements PooledConnection, UpstreamRequest {
    private final UpstreamPool pool;
    private @Nullable UpstreamListener listener;
    public boolean cancelled;
    public boolean closed;

    Connection(UpstreamPool pool) {
      this.pool = pool;
    }

    /** The endpoint answers, and the connection can be used again. */
    public void answer(int status) {
      UpstreamListener l = listener;
      listener = null;
      HeaderList headers = new HeaderList();
      headers.add(":status", Integer.toString(status));
      pool.answered(status);
      if (l != null) {
        l.onUpstreamHeaders(headers, true);
      }
      pool.ended();
      pool.release(this);
      settle();
    }

    @Override
    public ChannelHandler initializer() {
      return new ChannelInboundHandlerAdapter();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void begin(UpstreamListener begun) {
      listener = begun;
      begun.onConnected(this);
      if (failing.contains(pool.endpoint())) {
        loop().execute(() -> answer(500));
      } else if (answering) {
        loop().execute(() -> answer(200));
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void writeHeaders(HeaderList headers, boolean end, boolean upgrade) {}

    @Override
    public void writeData(ByteBuf chunk, boolean end) {
      chunk.release();
    }

    @Override
    public void writeTrailers(HeaderList trailers) {}

    @Override
    public void read() {}

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void cancel() {
      cancelled = true;
      listener = null;
    }

    @Override
    public boolean reused() {
      return false;
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
      return null;
    }
  }

  /** A request that notes what becomes of it. */
  public static final class Request extends QuietListener {
    public boolean connected;
    public @Nullable String failure;

    @Override
    public void onConnected(UpstreamRequest request) {
      connected = true;
    }

    @Override
    public void onUpstreamFailure(io.weir.host.stream.GatewayException why) {
      failure = String.valueOf(why.getMessage());
    }
  }
}
