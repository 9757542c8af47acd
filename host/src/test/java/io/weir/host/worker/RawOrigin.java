package io.weir.host.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream that a test scripts by the byte; each connection runs the script anew. */
final class RawOrigin implements AutoCloseable {
  /** What an upstream does with one connection; it is closed at the end. */
  interface Script {
    void run(Peer peer) throws Exception;
  }

  /** The upstream's end of a connection. */
  static final class Peer {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** The connection's number, from 1. */
    final int number;

    Peer(Socket socket, int number) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
      this.number = number;
    }

    Socket socket() {
      return socket;
    }

    /** The next request's head; empty when the gateway has closed the connection. */
    String head() throws IOException {
      return to("\r\n\r\n");
    }

    String to(String end) throws IOException {
      StringBuilder text = new StringBuilder();
      while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
        int next = in.read();
        if (next < 0) {
          return text.toString();
        }
        text.append((char) next);
      }
      return text.toString();
    }

    String read(int count) throws IOException {
      return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    void send(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();

  RawOrigin(Script script) throws IOException {
    this.script = script;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  /** Answers every request with 200 and its head as the body. */
  static RawOrigin echoingHeads() throws IOException {
    return new RawOrigin(
        peer -> {
          String head;
          while (!(head = peer.head()).isEmpty()) {
            peer.send("HTTP/1.1 200 OK\r\ncontent-length: " + head.length() + "\r\n\r\n" + head);
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
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
        Peer peer = new Peer(socket, connections.incrementAndGet());
        Thread.startVirtualThread(() -> serve(peer));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Peer peer) {
    try (Socket socket = peer.socket) {
      script.run(peer);
    } catch (IOException lost) {
      // as the test has it
    } catch (Exception | AssertionError e) {
      faults.add(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
