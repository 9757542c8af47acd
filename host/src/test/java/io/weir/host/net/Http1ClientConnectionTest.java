package io.weir.host.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weir.host.net.http1.Http1Workspace;
import io.weir.host.stream.GatewayException;
import io.weir.host.stream.HeaderList;
import io.weir.host.upstream.FakePools;
import io.weir.host.upstream.PooledConnection;
import io.weir.host.upstream.QuietListener;
import io.weir.host.upstream.TestChannel;
import io.weir.host.upstream.TestNames;
import io.weir.host.upstream.UpstreamPool;
import io.weir.host.upstream.UpstreamPools;
import io.weir.host.upstream.UpstreamRequest;
import java.nio.channels.NotYetConnectedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A connection to an upstream that is lost in the middle of things. */
class Http1ClientConnectionTest {
  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final Function<UpstreamPool, PooledConnection> factory =
      Http1ClientConnection.sharing(new Http1Workspace());
  private final UpstreamPools pools =
      new UpstreamPools(
          clock.eventLoop(),
          TestChannel.class,
          new TestNames(),
          this::connection,
          pool -> {
            throw new AssertionError("no HTTP/2 here");
          });
  private final List<String> heard = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Http1ClientConnection.class);
  private @Nullable PooledConnection made;
  private @Nullable UpstreamRequest request;

  private PooledConnection connection(UpstreamPool pool) {
    PooledConnection connection = factory.apply(pool);
    made = connection;
    return connection;
  }

  /** Notes what it hears. */
  private final class Ear extends QuietListener {
    @Override
    public void onConnected(UpstreamRequest connected) {
      request = connected;
    }

    @Override
    public void onUpstreamHeaders(HeaderList headers, boolean end) {
      heard.add("headers " + headers.get(":status") + (end ? " end" : ""));
    }

    @Override
    public void onUpstreamData(ByteBuf chunk, boolean end) {
      heard.add("data " + chunk.toString(StandardCharsets.ISO_8859_1) + (end ? " end" : ""));
      chunk.release();
    }

    @Override
    public void onUpstreamFailure(GatewayException failure) {
      heard.add("failure " + failure.status());
    }
  }

  @BeforeEach
  void open() {
    log.start();
    logger.addAppender(log);
    pools.acquire(FakePools.cluster("endpoints: [ \"127.0.0.1:1\" ]"), new Ear());
    clock.runPendingTasks();
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    channel().finishAndReleaseAll();
    clock.finishAndReleaseAll();
  }

  private EmbeddedChannel channel() {
    Http1ClientConnection connection = (Http1ClientConnection) Objects.requireNonNull(made);
    return (EmbeddedChannel) connection.context().channel();
  }

  private UpstreamRequest send(String method, boolean end) {
    HeaderList headers = new HeaderList();
    headers.add(":method", method);
    headers.add(":path", "/");
    headers.add(":authority", "x");
    UpstreamRequest sent = Objects.requireNonNull(request);
    sent.writeHeaders(headers, end, false);
    return sent;
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  private void receive(String text) {
    channel().pipeline().fireChannelRead(bytes(text));
    channel().pipeline().fireChannelReadComplete();
  }

  @Test
  void aSocketThatTheSystemHasDroppedIsNoFaultOfTheGateway() {
    send("GET", true);
    channel().pipeline().fireExceptionCaught(new NotYetConnectedException());
    clock.runPendingTasks();
    assertFalse(channel().isActive());
    assertEquals(List.of("failure 503"), heard);
    assertEquals(0, log.list.stream().filter(e -> e.getLevel() == Level.ERROR).count());
  }

  @Test
  void theEndOfAConnectionTakesNothingFromAnAnswerThatIsComplete() {
    UpstreamRequest upload = send("POST", false);
    receive("HTTP/1.1 413 X\r\nconnection: close\r\ncontent-length: 2\r\n\r\nno");
    channel().close();
    clock.runPendingTasks();
    assertTrue(upload.isWritable(), "a plugin may want to see the rest of the request");
    upload.writeData(bytes("more"), true);
    clock.runPendingTasks();
    assertEquals(List.of("headers 413", "data no end"), heard);
  }

  @Test
  void theEndOfAConnectionCutsOtherAnswersShort() {
    send("GET", true);
    receive("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nno");
    channel().close();
    clock.runPendingTasks();
    assertEquals(List.of("headers 200", "data no", "failure 502"), heard);
  }
}
