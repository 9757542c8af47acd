package io.weir.host.boot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.HostPort;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The upstream of the demonstration: says who asked and how, and streams events as a language model
 * would. The JDK's own server, since nothing depends on its speed.
 */
final class DemoOrigin implements AutoCloseable {
  private static final int LIVE_EVENTS = 600;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private DemoOrigin(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", DemoOrigin::echo);
    server.createContext("/chat", DemoOrigin::chat);
    server.createContext("/live", DemoOrigin::live);
  }

  /**
   * @throws ConfigException when the address cannot be had
   */
  static DemoOrigin start(HostPort address) {
    try {
      DemoOrigin origin =
          new DemoOrigin(
              HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0));
      origin.server.start();
      return origin;
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              new Problem(
                  "--demo",
                  0,
                  address + ": the demonstration's upstream cannot listen: " + e.getMessage(),
                  "stop what listens there, or give --demo HOST:PORT")),
          e);
    }
  }

  /** The port that it listens on. */
  int port() {
    return server.getAddress().getPort();
  }

  private static void echo(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String consumer = exchange.getRequestHeaders().getFirst("x-consumer");
    String answer =
        "%s %s reached the upstream%s, with a body of %d bytes%n"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                consumer == null ? "" : " as consumer " + consumer,
                body.length);
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** An answer in the small pieces that language models give: the address is split over events. */
  private static void chat(HttpExchange exchange) throws IOException {
    String[] pieces = {
      "Write to ",
      "ali",
      "ce@exa",
      "mple.c",
      "om or pay with ",
      "4111 1111 ",
      "1111 1111",
      ", she said."
    };
    events(exchange);
    for (String piece : pieces) {
      event(exchange, "{\"choices\":[{\"delta\":{\"content\":\"" + piece + "\"}}]}");
      pause(150);
    }
    event(exchange, "[DONE]");
    exchange.close();
  }

  private static void live(HttpExchange exchange) throws IOException {
    events(exchange);
    for (int i = 1; i <= LIVE_EVENTS; i++) {
      event(exchange, "event " + i + " from bob@example.com");
      pause(500);
    }
    exchange.close();
  }

  private static void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
  }

  private static void event(HttpExchange exchange, String data) throws IOException {
    OutputStream out = exchange.getResponseBody();
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the demonstration's upstream stops", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
