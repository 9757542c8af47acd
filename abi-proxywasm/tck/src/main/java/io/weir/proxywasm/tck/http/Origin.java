package io.weir.proxywasm.tck.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.weir.proxywasm.tck.rule.CalloutOrigin;
import io.weir.proxywasm.tck.rule.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server behind the gateways: it answers as the script says, in HTTP/1.1. A virtual thread
 * serves each connection.
 */
final class Origin implements AutoCloseable {
  private static final String HALF = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc";

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Script script;

  Origin(Script script) throws IOException {
    this.script = script;
    server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("tck-origin").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().name("tck-origin").start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Message request;
      while ((request = Wire.read(in, false)) != null) {
        if (!respond(socket.getOutputStream(), request)) {
          return;
        }
      }
    } catch (IOException e) {
      return; // a gateway may close at any time
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private boolean respond(OutputStream out, Message request)
      throws IOException, InterruptedException {
    if (!request.path().startsWith(CalloutOrigin.PATH)) {
      write(out, script.next(request), script.pace());
      return true;
    }
    if (CalloutOrigin.isHalf(request)) {
      out.write(HALF.getBytes(ISO_8859_1));
      return false;
    }
    if (CalloutOrigin.isReset(request)) {
      return false;
    }
    Thread.sleep(CalloutOrigin.delayMillis(request));
    if (!CalloutOrigin.isSilent(request)) {
      write(out, CalloutOrigin.answer(request), Wire.STEADY);
    }
    return true;
  }

  private static void write(OutputStream out, Message answer, Wire.Pace pace)
      throws IOException, InterruptedException {
    Wire.write(out, answer, "HTTP/1.1 " + answer.start() + " Scripted", pace);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
