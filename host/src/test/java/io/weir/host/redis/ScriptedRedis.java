package io.weir.host.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose every reply a test writes. */
final class ScriptedRedis implements AutoCloseable {
  /** What it does with one connection; it is closed at the end. */
  interface Script {
    void run(Peer peer) throws Exception;
  }

  /** The server's end of a connection. */
  static final class Peer {
    private final Socket socket;
    private final InputStream in;

    /** The connection's number, from 1. */
    final int number;

    Peer(Socket socket, int number) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.number = number;
    }

    /** The words of the next command with blanks between; empty when the client has gone. */
    String command() throws IOException {
      String head = line();
      if (head.isEmpty()) {
        return "";
      }
      StringBuilder words = new StringBuilder();
      for (int count = Integer.parseInt(head.substring(1)); count > 0; count--) {
        int length = Integer.parseInt(line().substring(1));
        words.append(words.isEmpty() ? "" : " ");
        words.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        in.readNBytes(2);
      }
      return words.toString();
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
        line.append((char) b);
      }
      return line.toString().strip();
    }

    void send(String reply) throws IOException {
      socket.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** Reads until the client goes. */
    void waitForEnd() throws IOException {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final Thread acceptor;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();

  ScriptedRedis(Script script) throws IOException {
    this.script = script;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    acceptor = Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return open.size();
  }

  /** What went wrong in scripts, but for connections that were lost. */
  List<Throwable> faults() {
    return List.copyOf(faults);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        Peer peer = new Peer(socket, open.size());
        Thread.startVirtualThread(() -> serve(peer));
      }
    } catch (IOException closed) {
      return; // the test is over
    }
  }

  private void serve(Peer peer) {
    try (Socket socket = peer.socket) {
      script.run(peer);
    } catch (IOException lost) {
      return; // as the test has it
    } catch (Exception | AssertionError e) {
      faults.add(e);
    }
  }

  /** Nobody gets a connection any more when this returns. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join(); // until it has let go, the kernel still takes connections for it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : open) {
      socket.close();
    }
  }
}
