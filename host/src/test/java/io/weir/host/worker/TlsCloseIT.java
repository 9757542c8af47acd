package io.weir.host.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.tls.TestAuthority;
import io.weir.host.tls.TestAuthority.Request;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How connections with TLS end: with close_notify when all was sent, and only then. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class TlsCloseIT {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority");
  private static final int ALERT = 21;

  @TempDir Path folder;
  private TestGateway gateway;
  private RawOrigin origin;

  private void start(RawOrigin.Script script) throws Exception {
    origin = new RawOrigin(script);
    gateway = new TestGateway(folder, 1);
    gateway.apply(
        """
        listeners: [ { name: web, address: "127.0.0.1:0", protocol: HTTPS,
          tls: { maxVersion: "1.2", certificates: [ %s ] } } ]
        upstreams: [ { name: origin, endpoints: [ "127.0.0.1:%d" ] } ]
        routes: [ { name: all, backendRefs: [ { name: origin } ] } ]
        """
            .formatted(
                AUTHORITY.issue(new Request("localhost").dns("localhost")).in(folder, "a"),
                origin.port()));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    origin.close();
  }

  /** A connection that keeps what the gateway has sent, as it is on the wire. */
  private static final class Recorded extends Socket {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Recorded(int port) throws IOException {
      super(InetAddress.getLoopbackAddress(), port);
      setSoTimeout(10_000);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
          int count = super.read(to, from, length);
          bytes.write(to, from, Math.max(0, count));
          return count;
        }
      };
    }

    /** The kind of the last record (RFC 5246 section 6.2.1). */
    int last() {
      ByteBuffer records = ByteBuffer.wrap(bytes.toByteArray());
      int kind = -1;
      while (records.remaining() > 5) {
        kind = records.get();
        records.getShort();
        int length = records.getShort() & 0xffff;
        records.position(records.position() + Math.min(length, records.remaining()));
      }
      return kind;
    }
  }

  private int lastRecord(String request, String expected) throws Exception {
    try (Recorded wire = new Recorded(gateway.port());
        SSLSocket socket =
            (SSLSocket)
                TlsClients.trusting(AUTHORITY.certificate(), null)
                    .getSocketFactory()
                    .createSocket(wire, "localhost", gateway.port(), false)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      String answer = all(socket.getInputStream());
      assertTrue(answer.startsWith(expected), answer);
      return wire.last();
    }
  }

  private static String all(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      int next;
      while ((next = in.read()) >= 0) {
        text.append((char) next);
      }
    } catch (SocketException reset) {
      text.append("(reset)");
    }
    return text.toString();
  }

  @Test
  void aBodyThatIsCutShortDoesNotEndInOrder() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc");
        });
    assertNotEquals(ALERT, lastRecord("GET / HTTP/1.0\r\n\r\n", ""));
  }

  @Test
  void aBodyThatIsCompleteDoes() throws Exception {
    start(
        peer -> {
          peer.head();
          peer.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        });
    assertEquals(ALERT, lastRecord("GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 "));
  }

  @Test
  void anAnswerToAClientThatStillSendsDoesToo() throws Exception {
    start(peer -> peer.to("never"));
    String post = "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1, 2\r\n\r\nabc";
    assertEquals(ALERT, lastRecord(post, "HTTP/1.1 400 "));
  }
}
