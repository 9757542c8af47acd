package io.weir.host.worker;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An upstream by the JDK's own server that says its name; its status can be changed. */
final class TestServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger checked = new AtomicInteger();
  volatile int status = 200;
  volatile int health = 200;

  TestServer(String name) throws IOException {
    this(name, 0);
  }

  TestServer(String name, int port) throws IOException {
    this(name, InetAddress.getLoopbackAddress(), port);
  }

  TestServer(String name, InetAddress address, int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, port), 100);
    byte[] body = name.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          boolean check = exchange.getRequestURI().getPath().equals("/healthz");
          (check ? checked : served).incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(check ? health : status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  /** Requests but for checks. */
  int served() {
    return served.get();
  }

  int checked() {
    return checked.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
