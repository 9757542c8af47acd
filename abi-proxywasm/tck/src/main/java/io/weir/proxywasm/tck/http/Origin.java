package io.weir.proxywasm.tck.http;

import io.weir.proxywasm.tck.rule.CalloutOrigin;
import io.weir.proxywasm.tck.rule.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The server behind the gateways: it answers as the present exchange says and keeps what it saw. A
 * virtual thread serves each connection.
 */
final class Origin implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Message answer = new Message("200", List.of(), List.of(), List.of());
  private volatile @Nullable Message seen;

  Origin() throws IOException {
    server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("tck-origin").start(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
  }

  /** From now on requests get this answer; what was seen before is forgotten. */
  void expect(Message answer) {
    this.answer = answer;
    seen = null;
  }

  /** The last request since {@link #expect}, callouts apart, or null. */
  @Nullable Message seen() {
    return seen;
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
      Message scripted = answer;
      seen = request;
      return write(out, scripted);
    }
    if (CalloutOrigin.isReset(request)) {
      return false;
    }
    Thread.sleep(CalloutOrigin.delayMillis(request));
    return CalloutOrigin.isSilent(request) || write(out, CalloutOrigin.answer(request));
  }

  private static boolean write(OutputStream out, Message answer)
      throws IOException, InterruptedException {
    Wire.write(out, answer, "HTTP/1.1 " + answer.start() + " Scripted");
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
