package io.weir.host.field;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The upstream, and the services that plugins call. */
final class FieldOrigin implements AutoCloseable {
  private static final String SQL_LEAK =
      "<html>You have an error in your SQL syntax; check the manual that corresponds to your"
          + " MySQL server version for the right syntax to use near 'x' at line 1</html>";

  private final HttpServer server;
  private final AtomicInteger randomByte = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  FieldOrigin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What {@code /bytes/1} answers from now on. */
  void randomByte(int value) {
    randomByte.set(value);
  }

  /** How many requests have come so far, the plugins' calls included. */
  int requests() {
    return requests.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/base64/")) {
      answer(exchange, 200, Base64.getDecoder().decode(path.substring("/base64/".length())));
      return;
    }
    switch (path) {
      case "/bytes/1" -> answer(exchange, 200, new byte[] {(byte) randomByte.get()});
      case "/auth" -> answer(exchange, allowed(exchange) ? 200 : 401, new byte[0]);
      case "/token" -> {
        exchange.getResponseHeaders().set("x-token", "token-of-" + host(exchange));
        answer(exchange, 200, new byte[0]);
      }
      case "/secret" -> answer(exchange, 200, "a secret\n".getBytes(UTF_8));
      case "/sql-leak" -> answer(exchange, 200, SQL_LEAK.getBytes(UTF_8));
      default -> answer(exchange, 200, body.length > 0 ? body : lines(exchange));
    }
  }

  private static boolean allowed(HttpExchange exchange) {
    return "Bearer good".equals(exchange.getRequestHeaders().getFirst("authorization"));
  }

  private static String host(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestHeaders().getFirst("host"));
  }

  /** The request's headers, each as a line {@code name: value} with the name in lower case. */
  private static byte[] lines(HttpExchange exchange) {
    StringBuilder text = new StringBuilder();
    Headers headers = exchange.getRequestHeaders();
    headers.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    text.append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(value)
                        .append('\n')));
    return text.toString().getBytes(ISO_8859_1);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/html");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
