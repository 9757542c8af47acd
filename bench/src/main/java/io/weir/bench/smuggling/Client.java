package io.weir.bench.smuggling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Sends bytes to a gateway and reads whatever comes. */
record Client(int port) {
  /** So long a gateway may be silent before the answer counts as complete. */
  private static final int QUIET_MS = 100;

  private static final int FIRST_MS = 250;
  private static final int PROBE_MS = 5000;

  /** Sends a case, and waits until nothing more comes. */
  void send(byte[] bytes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(FIRST_MS);
      socket.getOutputStream().write(bytes);
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[4096];
      while (in.read(buffer) >= 0) {
        socket.setSoTimeout(QUIET_MS);
      }
    } catch (SocketTimeoutException e) {
      // Nothing more: it may be waiting for more itself.
    } catch (IOException e) {
      // It has closed the connection while it was written to: that is an answer, too.
    }
  }

  /** Whether an ordinary request on a connection of its own gets its own answer. */
  boolean isSane() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PROBE_MS);
      String request =
          "GET " + Upstream.PROBE + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(all);
      String answer = all.toString(ISO_8859_1);
      return answer.startsWith("HTTP/1.1 200") && answer.contains(Upstream.PROBE);
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
