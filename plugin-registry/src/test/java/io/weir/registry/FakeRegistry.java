package io.weir.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says what a test tells it to, and remembers what it was asked. */
final class FakeRegistry implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /** Decides on one request. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** A request as it came. */
  record Seen(String path, String query, String authorization) {}

  FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The same server by another name, so that it is another host. */
  String otherAuthority() {
    return "localhost:" + server.getAddress().getPort();
  }

  void on(String path, Answer answer) {
    answers.put(path, answer);
  }

  void serve(String path, String type, byte[] content) {
    on(path, exchange -> send(exchange, 200, type, content));
  }

  /** Serves a blob under its digest and gives its descriptor as JSON. */
  String blob(String repository, String type, byte[] content) {
    Digest digest = Digest.sha256(content);
    serve("/v2/" + repository + "/blobs/" + digest, MediaTypes.OCTET_STREAM, content);
    return descriptor(type, digest, content.length, "");
  }

  static String descriptor(String type, Digest digest, long size, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(type, digest, size, more);
  }

  static void send(HttpExchange exchange, int status, String type, byte[] content)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head || content.length == 0 ? -1 : content.length);
      if (!head) {
        exchange.getResponseBody().write(content);
      }
    }
  }

  /** The requests for {@code path}, in order. */
  List<Seen> seen(String path) {
    return seen.stream().filter(each -> each.path().equals(path)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    seen.add(new Seen(path, query, String.valueOf(authorization)));
    Answer answer = answers.get(path);
    if (answer == null) {
      send(exchange, 404, "application/json", new byte[0]);
    } else {
      answer.to(exchange);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
