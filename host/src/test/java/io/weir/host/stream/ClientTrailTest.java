package io.weir.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTrailTest {
  private static final SocketAddress PEER = new InetSocketAddress("127.0.0.9", 5);

  @ParameterizedTest
  @CsvSource({
    "'203.0.113.1, 127.0.0.9', 1, 203.0.113.1, 0",
    "'6.6.6.6, 203.0.113.1, 127.0.0.9', 1, 203.0.113.1, 0",
    "'203.0.113.1,10.0.0.1,127.0.0.9', 2, 203.0.113.1, 0",
    "'203.0.113.1:99, 127.0.0.9', 1, 203.0.113.1, 99",
    "'[2001:db8::1]:99, 127.0.0.9', 1, 2001:db8:0:0:0:0:0:1, 99",
    "'2001:db8::1, 127.0.0.9', 1, 2001:db8:0:0:0:0:0:1, 0"
  })
  void theClientIsWhomTheFirstTrustedProxyHasSeen(String header, int hops, String host, int port) {
    InetSocketAddress client = (InetSocketAddress) ClientTrail.client(header, hops, PEER);
    assertEquals(host, Objects.requireNonNull(client).getAddress().getHostAddress());
    assertEquals(port, client.getPort());
  }

  @Test
  void withoutAnAddressAtThatPlaceItIsThePeer() {
    assertSame(PEER, ClientTrail.client(null, 1, PEER));
    assertSame(PEER, ClientTrail.client("127.0.0.9", 1, PEER));
    assertSame(PEER, ClientTrail.client("203.0.113.1, 127.0.0.9", 2, PEER));
    assertSame(PEER, ClientTrail.client("unknown, 127.0.0.9", 1, PEER));
    assertSame(PEER, ClientTrail.client("1.2.3.4:x, 127.0.0.9", 1, PEER));
  }
}
