package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients behind a load balancer that says where they are. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class ProxyProtocolIT {
  private static final String V1 = "PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n";
  private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

  @TempDir Path folder;
  private TestGateway gateway;
  private RawOrigin origin;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway(folder, 1);
    origin = RawOrigin.echoingHeads();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
    assertEquals(List.of(), origin.faults());
  }

  private String exchange(String proxyProtocol, String bytes) throws Exception {
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0", proxyProtocol: { %s } } ]
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(proxyProtocol, origin.port()));
    return gateway.exchange(bytes);
  }

  private void forwardsFor(String client, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.contains("x-forwarded-for: " + client + "\r\n"), answer);
  }

  @Test
  void theHeaderSaysWhereTheClientIs() throws Exception {
    forwardsFor("192.0.2.7", exchange("mode: Require", V1 + GET));
  }

  @Test
  void versionTwoAsWell() throws Exception {
    byte[] header =
        HexFormat.of()
            .parseHex("0d0a0d0a000d0a515549540a" + "2111000c" + "c0000208c6336401" + "126701bb");
    String text = new String(header, StandardCharsets.ISO_8859_1);
    forwardsFor("192.0.2.8", exchange("mode: Require", text + GET));
  }

  @Test
  void acceptedFromThoseWhoAreTrusted() throws Exception {
    String trusted = "mode: Accept, trustedSources: [ 127.0.0.0/8 ]";
    forwardsFor("192.0.2.7", exchange(trusted, V1 + GET));
    forwardsFor("127.0.0.1", exchange(trusted, GET));
  }

  @Test
  void fromOthersItIsNoHeader() throws Exception {
    String others = "mode: Accept, trustedSources: [ 10.0.0.0/8, \"::1\" ]";
    String answer = exchange(others, V1 + GET);
    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    forwardsFor("127.0.0.1", exchange(others, GET));
  }

  @Test
  void requiredAndNotThereIsTheEnd() throws Exception {
    ends("mode: Require", GET);
    ends("mode: Require, trustedSources: [ 10.0.0.0/8 ]", V1 + GET);
    ends("mode: Require", "PROXY TCP4 192.0.2.7 x 1 2\r\n" + GET);
  }

  private void ends(String proxyProtocol, String bytes) throws Exception {
    try {
      assertEquals("", exchange(proxyProtocol, bytes));
    } catch (SocketException reset) {
      // closed with bytes that were not read
    }
  }
}
