package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException;
import io.weir.host.upstream.control.EndpointStatus.Health;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The PROXY header that connections to an upstream begin with. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class UpstreamProxyProtocolIT {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  @TempDir Path folder;
  private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
  private TestGateway gateway;
  private RawOrigin origin;

  @BeforeEach
  void start() throws Exception {
    origin =
        new RawOrigin(
            peer -> {
              arrived.add(peer.socket().getInputStream().readAllBytes());
              peer.send("ok");
            });
    gateway = new TestGateway(folder, 1);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  private void apply(String listener, String upstream) {
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0", protocol: TCP %s,
          backendRefs: [ { name: origin } ] } ]
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] %s } ]
        """
            .formatted(listener, origin.port(), upstream));
  }

  /** Gives the port of the client. */
  private int send(String text) throws Exception {
    try (RawClient client = gateway.connect()) {
      client.send(text).socket().shutdownOutput();
      assertEquals("ok", client.readAll());
      return client.socket().getLocalPort();
    }
  }

  @Test
  void aLineNamesTheClient() throws Exception {
    apply("", ", proxyProtocol: V1");
    int port = send("hello");
    assertEquals(
        "PROXY TCP4 127.0.0.1 127.0.0.1 %d %d\r\nhello".formatted(port, gateway.port()),
        new String(arrived.take(), StandardCharsets.US_ASCII));
  }

  @Test
  void aBinaryHeadNamesTheClient() throws Exception {
    apply("", ", proxyProtocol: V2");
    int port = send("hello");
    ByteBuffer bytes = ByteBuffer.wrap(arrived.take());
    byte[] head = new byte[16];
    bytes.get(head);
    assertEquals(SIGNATURE + "2111000c", HexFormat.of().formatHex(head));
    byte[] address = new byte[4];
    bytes.get(address);
    assertEquals("127.0.0.1", InetAddress.getByAddress(address).getHostAddress());
    bytes.get(address);
    assertEquals(port, bytes.getShort() & 0xffff);
    assertEquals(gateway.port(), bytes.getShort() & 0xffff);
    assertEquals("hello", StandardCharsets.US_ASCII.decode(bytes).toString());
  }

  @Test
  void whatAHeaderSaidOfTheClientIsSaidAgain() throws Exception {
    apply(", proxyProtocol: { mode: Require }", ", proxyProtocol: V1");
    String header = "PROXY TCP6 2001:db8::7 2001:db8::1 4711 443\r\n";
    send(header + "hello");
    assertEquals(header + "hello", new String(arrived.take(), StandardCharsets.US_ASCII));
  }

  @Test
  void aHealthCheckIsTheGatewaysOwn() throws Exception {
    apply(
        "",
        ", proxyProtocol: V2, healthCheck: { active: { type: TCP, interval: 1h, timeout: 5s } }");
    assertEquals(SIGNATURE + "20000000", HexFormat.of().formatHex(arrived.take()));
    assertEquals(
        Health.HEALTHY, gateway.plane().clusters().getFirst().endpoints().getFirst().health());
  }

  @Test
  void aRouteMustNotSendRequestsThere() {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                TestGateway.config(
                    """
                    listeners: [ { name: web, address: "127.0.0.1:0" } ]
                    upstreams: [ { name: origin, endpoints: [ "127.0.0.1:1" ], proxyProtocol: V1 } ]
                    routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
                    """));
    assertTrue(
        String.valueOf(refused.getMessage())
            .contains("upstream \"origin\" has proxyProtocol: V1 (expected: None"),
        refused.getMessage());
  }
}
