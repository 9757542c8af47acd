package io.weir.host.field;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An upstream for connections: it sends back what comes, and closes when the client does. */
final class TcpEcho implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  TcpEcho() throws IOException {
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> echo(socket));
      }
    } catch (IOException closed) {
      // the tests are over
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException lost) {
      // as the test has it
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
