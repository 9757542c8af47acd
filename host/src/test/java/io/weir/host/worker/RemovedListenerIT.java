package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a listener that the configuration has no more: nothing is routed for them. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class RemovedListenerIT {
  private static final String WEB = "{ name: web, address: \"127.0.0.1:0\" }";
  private static final String SIDE = ", { name: side, address: \"127.0.0.1:0\" }";
  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";

  @TempDir Path folder;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finish = new CountDownLatch(1);
  private RawOrigin origin;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    origin =
        new RawOrigin(
            peer -> {
              while (!peer.head().isEmpty()) {
                asked.countDown();
                finish.await();
                peer.send("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone");
              }
            });
    gateway = new TestGateway(folder, 1);
    apply(WEB + SIDE);
  }

  @AfterEach
  void stop() throws Exception {
    finish.countDown();
    gateway.close();
    origin.close();
  }

  private void apply(String listeners) {
    gateway.apply(
        """
        listeners: [ %s ]
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(listeners, origin.port()));
  }

  private RawClient side() throws Exception {
    return new RawClient(Objects.requireNonNull(gateway.plane().listeners().get("side")).getPort());
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    finish.countDown();
    try (RawClient client = side();
        RawClient other = gateway.connect()) {
      assertTrue(client.send(GET).readResponse().endsWith("done"));
      assertTrue(other.send(GET).readResponse().endsWith("done"));
      apply(WEB);
      assertEquals("", client.readAll());
      assertTrue(other.send(GET).readResponse().endsWith("done"), "of a listener that is there");
    }
  }

  @Test
  void anotherNameForAnAddressIsRefusedByName() throws Exception {
    String at = "127.0.0.1:" + freePort();
    apply("{ name: web, address: \"" + at + "\" }");
    ConfigException refused =
        assertThrows(ConfigException.class, () -> apply("{ name: shop, address: \"" + at + "\" }"));
    Problem problem = refused.problems().getFirst();
    assertEquals("listeners[shop].address", problem.path());
    assertEquals(at + " is that of listener web, which is bound now", problem.message());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void whatIsUnderWayIsAnsweredAndIsTheLast() throws Exception {
    try (RawClient client = side()) {
      client.send(GET);
      asked.await();
      apply(WEB);
      finish.countDown();
      String answer = client.readAll();
      assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("done"), answer);
      assertTrue(answer.contains("connection: close"), answer);
    }
  }
}
