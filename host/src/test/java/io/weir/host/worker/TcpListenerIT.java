package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.weir.host.config.ConfigApplier.PluginStatus;
import io.weir.host.config.ConfigException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** TCP listeners with real sockets on both sides. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class TcpListenerIT {
  @TempDir Path folder;
  private TestGateway gateway;
  private RawOrigin origin;

  @BeforeEach
  void start() {
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    if (origin != null) {
      origin.close();
      assertEquals(List.of(), origin.faults());
    }
  }

  /** Sends back each byte as it comes. */
  private static void echo(RawOrigin.Peer peer) throws IOException {
    peer.socket().getInputStream().transferTo(peer.socket().getOutputStream());
  }

  /** A TCP listener to an upstream that does as {@code script} says. */
  private void serve(RawOrigin.Script script, String... plugins) throws Exception {
    origin = new RawOrigin(script);
    gateway.apply(config("", plugins));
  }

  /**
   * @param more of the listener, as YAML that begins with a comma
   * @param plugins names and urls in turn, bound in this order
   */
  private String config(String more, String... plugins) {
    StringBuilder declared = new StringBuilder();
    StringBuilder bound = new StringBuilder();
    for (int i = 0; i < plugins.length; i += 2) {
      String strategy = plugins[i].endsWith("open") ? "FAIL_OPEN" : "FAIL_CLOSE";
      declared.append(
          "{ name: %s, url: \"%s\", failStrategy: %s, priority: %d },"
              .formatted(plugins[i], plugins[i + 1], strategy, 100 - i));
      bound.append("{ name: %s },".formatted(plugins[i]));
    }
    return """
    listeners:
      - name: web
        address: "127.0.0.1:0"
        protocol: TCP
        plugins: [ %s ]
        backendRefs: [ { name: origin } ]
        %s
    upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
    plugins: [ %s ]
    """
        .formatted(bound, more, origin.port(), declared);
  }

  private String exchange(String text) throws Exception {
    try (RawClient client = gateway.connect()) {
      client.send(text);
      client.socket().shutdownOutput();
      return client.readAll();
    }
  }

  // ---- bytes

  @Test
  void bytesGoBothWaysAndEachDirectionEndsByItself() throws Exception {
    serve(
        peer -> {
          peer.send("hello ");
          String all = new String(peer.socket().getInputStream().readAllBytes());
          peer.send("got " + all);
        });
    try (RawClient client = gateway.connect()) {
      assertEquals("hello ", client.read(6), "the server may speak first");
      client.send("abc").send("def").socket().shutdownOutput();
      assertEquals("got abcdef", client.readAll());
    }
  }

  @Test
  void theUpstreamMayEndFirst() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    serve(
        peer -> {
          peer.send("bye");
          peer.socket().shutdownOutput();
          assertEquals("late", peer.read(4));
          heard.countDown();
        });
    try (RawClient client = gateway.connect()) {
      assertEquals("bye", client.readAll());
      client.send("late");
      assertTrue(heard.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void aSlowReaderHoldsTheOtherSideBack() throws Exception {
    int size = 64 << 20;
    AtomicLong sent = new AtomicLong();
    serve(
        peer -> {
          byte[] block = new byte[1 << 16];
          while (sent.get() < size) {
            peer.socket().getOutputStream().write(block);
            sent.addAndGet(block.length);
          }
        });
    try (RawClient client = gateway.connect()) {
      long before = -1;
      while (sent.get() == 0 || sent.get() != before) {
        before = sent.get();
        Thread.sleep(200);
      }
      assertTrue(before < size / 2, "sent while nothing was read: " + before);
      byte[] block = new byte[1 << 16];
      long read = 0;
      for (int n = client.socket().getInputStream().read(block);
          n >= 0;
          n = client.socket().getInputStream().read(block)) {
        read += n;
      }
      assertEquals(size, read);
    }
  }

  // ---- ends

  @Test
  void aResetOfTheClientResetsTheUpstream() throws Exception {
    CountDownLatch reset = new CountDownLatch(1);
    serve(
        peer -> {
          assertEquals("abc", peer.read(3));
          peer.send("x");
          assertThrows(SocketException.class, () -> peer.read(1));
          reset.countDown();
        });
    try (RawClient client = gateway.connect()) {
      client.send("abc");
      assertEquals("x", client.read(1));
      client.socket().setSoLinger(true, 0);
    }
    assertTrue(reset.await(10, TimeUnit.SECONDS));
  }

  @Test
  void aResetOfTheUpstreamResetsTheClient() throws Exception {
    serve(
        peer -> {
          peer.read(3);
          peer.socket().setSoLinger(true, 0);
        });
    try (RawClient client = gateway.connect()) {
      client.send("abc");
      assertThrows(SocketException.class, client::readAll);
    }
  }

  @Test
  void withoutAnUpstreamTheClientIsReset() throws Exception {
    serve(TcpListenerIT::echo);
    origin.close();
    try (RawClient client = gateway.connect()) {
      assertThrows(SocketException.class, client::readAll);
    }
  }

  @Test
  void aConnectionThatIsSilentIsClosed() throws Exception {
    origin = new RawOrigin(peer -> peer.to("never"));
    gateway.apply(config("timeouts: { idle: 300ms }"));
    try (RawClient client = gateway.connect()) {
      assertEquals("", client.send("abc").readAll());
    }
  }

  @Test
  void aListenerKeepsItsProtocol() throws Exception {
    serve(TcpListenerIT::echo);
    ConfigException refused =
        assertThrows(
            ConfigException.class, () -> gateway.apply(TestGateway.oneRoute(origin, "", "")));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("HTTP (expected: TCP, as it is bound now)"),
        refused.getMessage());
    assertEquals("abc", exchange("abc"), "and what was there goes on");
  }

  // ---- plugins

  @Test
  void pluginsChangeBytesInTheOrderOfEachDirection() throws Exception {
    serve(
        TcpListenerIT::echo,
        "a",
        TcpWats.prefix(folder, "a", "a", 2),
        "b",
        TcpWats.prefix(folder, "b", "b", 2),
        "c",
        TcpWats.prefix(folder, "c", "c", 3),
        "d",
        TcpWats.prefix(folder, "d", "d", 3));
    assertEquals("cdba.", exchange("."), "from the client a then b, to it d then c");
  }

  @Test
  void aPluginThatStopsIsAskedAgainWithAll() throws Exception {
    String waits =
        TcpWats.plugin(
            folder,
            "waits",
            "",
            """
            (func (export "proxy_on_downstream_data") (param i32 i32 i32) (result i32)
              (i32.lt_u (local.get 1) (i32.const 5)))
            """);
    String marks = TcpWats.prefix(folder, "marks", "|", 2);
    serve(TcpListenerIT::echo, "waits", waits, "marks", marks);
    try (RawClient client = gateway.connect()) {
      for (String part : List.of("a", "b", "c", "d")) {
        client.send(part);
        Thread.sleep(50); // so that they come as chunks of their own
      }
      assertEquals("|abcdX", client.send("X").read(6), "one chunk for the next plugin");
    }
  }

  @Test
  void whatComesPastTheLimitIsNotReadUntilThePluginGoesOn() throws Exception {
    String stops =
        TcpWats.plugin(
            folder,
            "stops",
            "",
            """
            (func (export "proxy_on_downstream_data") (param i32 i32 i32) (result i32)
              (i32.const 1))
            """);
    serve(TcpListenerIT::echo, "stops", stops);
    AtomicLong sent = new AtomicLong();
    try (RawClient client = gateway.connect()) {
      Thread writer =
          Thread.startVirtualThread(
              () -> {
                byte[] block = new byte[1 << 16];
                try {
                  while (sent.get() < 64 << 20) {
                    client.socket().getOutputStream().write(block);
                    sent.addAndGet(block.length);
                  }
                } catch (IOException closed) {
                  return; // the test has seen enough
                }
              });
      long before = -1;
      while (sent.get() == 0 || sent.get() != before) {
        before = sent.get();
        Thread.sleep(200);
      }
      assertTrue(before < 32 << 20, "sent while nothing went on: " + before);
      client.close();
      writer.join();
    }
  }

  /** As an authorization does: the connection waits for a call's answer, its data as well. */
  @Test
  void aPluginMayHaveAConnectionWaitForACall() throws Exception {
    RawOrigin authority =
        new RawOrigin(
            peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            });
    String target = "127.0.0.1:" + authority.port();
    String pairs =
        "\3\0\0\0\7\0\0\0\3\0\0\0\5\0\0\0\1\0\0\0\12\0\0\0\1\0\0\0"
            + ":method\0GET\0:path\0/\0:authority\0x\0";
    String waits =
        TcpWats.plugin(
            folder,
            "waits",
            target + pairs,
            """
            (global $allowed (mut i32) (i32.const 0))
            (func (export "proxy_on_new_connection") (param i32) (result i32)
              (global.set $context (local.get 0))
              (drop (call $call (i32.const 16) (i32.const %1$d) (i32.const %2$d) (i32.const %3$d)
                (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
                (i32.const 5000) (i32.const 4)))
              (i32.const 1))
            (func (export "proxy_on_downstream_data") (param i32 i32 i32) (result i32)
              (i32.eqz (global.get $allowed)))
            (func (export "proxy_on_http_call_response") (param i32 i32 i32 i32 i32)
              (global.set $allowed (i32.const 1))
              (drop (call $effective (global.get $context)))
              (drop (call $continue (i32.const 2))))
            """
                .formatted(target.length(), 16 + target.length(), pairs.length()));
    try (authority) {
      serve(TcpListenerIT::echo, "waits", waits);
      assertEquals("abc", exchange("abc"));
      assertEquals(1, authority.connections());
    }
  }

  @Test
  void aPluginMayCloseAConnection() throws Exception {
    String closes =
        TcpWats.plugin(
            folder,
            "closes",
            "",
            """
            (func (export "proxy_on_downstream_data") (param i32 i32 i32) (result i32)
              (drop (call $close (i32.const 2)))
              (i32.const 0))
            """);
    CountDownLatch ended = new CountDownLatch(1);
    serve(
        peer -> {
          peer.send("hello");
          assertEquals("", peer.to("never"), "what the plugin has refused does not arrive");
          ended.countDown();
        },
        "closes",
        closes);
    try (RawClient client = gateway.connect()) {
      assertEquals("hello", client.read(5));
      assertEquals("", client.send("abc").readAll());
    }
    assertTrue(ended.await(10, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy_on_new_connection", "proxy_on_downstream_data"})
  void aPluginThatFailsIsTakenOutOrTheConnectionIsReset(String callback) throws Exception {
    String parameters = callback.endsWith("data") ? "(param i32 i32 i32)" : "(param i32)";
    String traps =
        TcpWats.plugin(
            folder,
            "traps",
            "",
            "(func (export \"%s\") %s (result i32) unreachable)".formatted(callback, parameters));
    String marks = TcpWats.prefix(folder, "marks", "|", 2);
    serve(TcpListenerIT::echo, "traps-open", traps, "marks", marks);
    assertEquals("|abc", exchange("abc"));
    gateway.apply(config("", "traps-closed", traps, "marks", marks));
    try (RawClient client = gateway.connect()) {
      assertThrows(SocketException.class, () -> client.send("abc").readAll());
    }
  }

  @Test
  void theCallbacksOfAConnectionsLife() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("plugin");
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(said);
    try {
      serve(TcpListenerIT::echo, "logs", TcpWats.logs(folder, "logs"));
      try (RawClient client = gateway.connect()) {
        assertEquals("abc", client.send("abc").read(3));
      }
      // New, data, data; both ends; the upstream closed by us, the client by itself; then the end.
      assertTrue(TestGateway.soon(() -> said.list.size() >= 12), said.list.toString());
      assertEquals("NduduU1D2xlz", text(said));
      said.list.clear();
      try (RawClient client = gateway.connect()) {
        client.send("abc").read(3);
        client.socket().setSoLinger(true, 0);
      }
      assertTrue(TestGateway.soon(() -> said.list.size() >= 10), said.list.toString());
      assertEquals("NduU1D2xlz", text(said), "broken off: no end of data");
    } finally {
      logger.detachAppender(said);
      logger.setLevel(null);
    }
  }

  private static String text(ListAppender<ILoggingEvent> said) {
    return List.copyOf(said.list).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .collect(Collectors.joining());
  }

  @Test
  void aConnectionHasProperties() throws Exception {
    serve(peer -> peer.send("."));
    int port = gateway.port();
    for (String[] expected :
        new String[][] {
          {"listener_name", "web"},
          {"cluster_name", "origin"},
          {"plugin_name", "shows"},
          {"upstream\0address", "127.0.0.1:" + origin.port()},
          {"destination\0address", "127.0.0.1:" + port},
          {"request\0path", ""},
        }) {
      gateway.apply(config("", "shows", TcpWats.showsProperty(folder, "shows", expected[0])));
      try (RawClient client = gateway.connect()) {
        assertEquals(expected[1] + ".", client.readAll(), expected[0].replace('\0', '.'));
      }
    }
    gateway.apply(config("", "shows", TcpWats.showsProperty(folder, "s", "source\0port")));
    try (RawClient client = gateway.connect()) {
      byte[] read = client.readAll().getBytes(StandardCharsets.ISO_8859_1);
      int value = (read[0] & 0xff) | (read[1] & 0xff) << 8;
      assertEquals(client.socket().getLocalPort(), value);
    }
  }

  @Test
  void aConnectionKeepsThePluginsThatItBeganWith() throws Exception {
    serve(TcpListenerIT::echo, "mark", TcpWats.prefix(folder, "one", "1", 2));
    try (RawClient client = gateway.connect()) {
      assertEquals("1a", client.send("a").read(2));
      gateway.apply(config("", "mark", TcpWats.prefix(folder, "two", "2", 2)));
      assertEquals("1b", client.send("b").read(2));
      assertEquals("2c", exchange("c"));
      assertEquals(
          List.of("draining 1", "live 0"),
          gateway.plane().plugins().stream().map(p -> p.state() + " " + p.streams()).toList());
      gateway.apply(config(""));
      assertEquals("1d", client.send("d").read(2));
    }
    assertTrue(TestGateway.soon(() -> gateway.plane().plugins().isEmpty()), this::states);
  }

  private String states() {
    return gateway.plane().plugins().stream().map(PluginStatus::toString).toList().toString();
  }

  @Test
  void aGatewayThatStopsLetsConnectionsEnd() throws Exception {
    serve(TcpListenerIT::echo);
    try (RawClient client = gateway.connect()) {
      assertEquals("a", client.send("a").read(1));
      Thread stopping = Thread.startVirtualThread(() -> gateway.plane().stop(30_000));
      int port = Objects.requireNonNull(gateway.plane().listeners().get("web")).getPort();
      assertTrue(TestGateway.soon(() -> refuses(port)));
      assertEquals("b", client.send("b").read(1));
      client.socket().shutdownOutput();
      assertEquals("", client.readAll());
      stopping.join();
    }
  }

  private static boolean refuses(int port) {
    try (RawClient client = new RawClient(port)) {
      return client.socket().isClosed();
    } catch (IOException e) {
      return true;
    }
  }
}
