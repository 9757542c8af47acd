package io.weir.bench.torture.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireConnectionTest {

  @Test
  void readsLengthAndChunkedBodiesOneAfterTheOther() throws IOException {
    String answers =
        "HTTP/1.1 200 OK\r\nX-A: 1\r\ncontent-length: 3\r\n\r\nabc"
            + "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
            + "2;ext=1\r\nde\r\nA\r\nfghijklmno\r\n0\r\ntrailer: x\r\n\r\n"
            + "HTTP/1.1 204 \r\ncontent-length: 0\r\n\r\n";
    try (WireConnection connection = answering(answers)) {
      ResponseHead first = connection.readHead();
      assertEquals("1", first.header("x-a"));
      assertEquals("abc", text(connection.body(first)));
      assertEquals("defghijklmno", text(connection.body(connection.readHead())));
      assertEquals("", text(connection.body(connection.readHead())));
      assertEquals(true, connection.atEnd());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 200"
      })
  void whateverIsCutOrMalformedIsNoAnswer(String answer) throws IOException {
    try (WireConnection connection = answering(answer)) {
      assertThrows(WireException.class, () -> text(connection.body(connection.readHead())));
    }
  }

  @Test
  void aHeaderGivenTwiceIsNotTakenForOne() throws IOException {
    try (WireConnection connection = answering("HTTP/1.1 200 OK\r\na: 1\r\nA: 2\r\n\r\n")) {
      assertEquals("1,2", connection.readHead().header("a"));
    }
  }

  /** A connection on which these bytes came, and then the end. */
  private static WireConnection answering(String bytes) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
      WireConnection connection = WireConnection.open(address, Duration.ofSeconds(10));
      try (Socket peer = server.accept()) {
        peer.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      }
      return connection;
    }
  }

  private static String text(BodyReader body) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[7];
    for (int got = body.read(part); got >= 0; got = body.read(part)) {
      all.write(part, 0, got);
    }
    return all.toString(ISO_8859_1);
  }
}
