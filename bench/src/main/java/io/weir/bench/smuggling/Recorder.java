package io.weir.bench.smuggling;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the bytes of each connection and reads them as strictly as can be. A thread for each
 * connection.
 */
final class Recorder implements Upstream {
  private final ServerSocket server;
  private final List<String> targets = new ArrayList<>();
  private final Set<String> headers = new HashSet<>();
  private @Nullable String fault;

  private Recorder(ServerSocket server) {
    this.server = server;
  }

  static Recorder start() throws IOException {
    Recorder recorder = new Recorder(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(recorder::accept);
    return recorder;
  }

  @Override
  public String name() {
    return "recorder";
  }

  @Override
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public synchronized Seen take() {
    Seen seen = new Seen(List.copyOf(targets), Set.copyOf(headers), fault);
    targets.clear();
    headers.clear();
    fault = null;
    return seen;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      ByteArrayOutputStream held = new ByteArrayOutputStream();
      InputStream in = connection.getInputStream();
      byte[] buffer = new byte[16 << 10];
      int count;
      while ((count = in.read(buffer)) >= 0) {
        held.write(buffer, 0, count);
        byte[] bytes = held.toByteArray();
        int done = answer(connection, bytes);
        held.reset();
        held.write(bytes, done, bytes.length - done);
      }
    } catch (StrictRequest.FaultException e) {
      keep(e);
    } catch (IOException e) {
      // The gateway may cut a connection short: that is one way to refuse.
    }
  }

  private int answer(Socket connection, byte[] bytes)
      throws IOException, StrictRequest.FaultException {
    int done = 0;
    StrictRequest request;
    while (done < bytes.length && (request = StrictRequest.read(bytes, done)) != null) {
      keep(request);
      done = request.end();
      String head = "HTTP/1.1 200 OK\r\nContent-Length: " + request.target().length() + "\r\n\r\n";
      connection.getOutputStream().write((head + request.target()).getBytes(US_ASCII));
    }
    return done;
  }

  private synchronized void keep(StrictRequest request) {
    if (!request.target().equals(PROBE)) {
      targets.add(request.target());
      headers.addAll(request.headers().keySet());
    }
  }

  private synchronized void keep(StrictRequest.FaultException e) {
    fault = e.getMessage();
  }
}
