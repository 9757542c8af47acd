package io.weir.bench.torture.fake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Accepts connections, each on a virtual thread of its own. */
final class FakeListener {

  private static final int BACKLOG = 1024;

  private final FakeFault fault;
  private final Supplier<FakeTable> table;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  FakeListener(FakeFault fault, Supplier<FakeTable> table) {
    this.fault = fault;
    this.table = table;
  }

  void open(InetSocketAddress address, InetSocketAddress origin) throws IOException {
    ServerSocket server = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    Thread.ofPlatform().start(() -> accept(server, origin));
  }

  void cutAll() {
    open.forEach(FakeListener::close);
  }

  private void accept(ServerSocket server, InetSocketAddress origin) {
    try (server) {
      while (true) {
        Socket client = server.accept();
        client.setTcpNoDelay(true);
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client, origin));
      }
    } catch (IOException e) {
      throw new IllegalStateException("fake gateway: accept", e);
    }
  }

  private void serve(Socket client, InetSocketAddress origin) {
    try (client;
        Socket upstream = new Socket(origin.getAddress(), origin.getPort())) {
      upstream.setTcpNoDelay(true);
      new FakeConnection(fault, table, client, upstream).run();
    } catch (IOException e) {
      // The client is done, or was cut: either way the connection is over.
    } finally {
      open.remove(client);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("fake gateway: close", e);
    }
  }
}
