package io.weir.bench.kill;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * The process of an upstream. It tells on its standard output which requests it has begun and
 * ended, a line each, which is there to be read after it was killed.
 */
final class Origin {
  private static final int WORK_MILLIS = 4;

  private Origin() {}

  /**
   * @param args the port, 0 for any
   */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])),
            1_000);
    byte[] body = "served".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          String id = exchange.getRequestHeaders().getFirst("x-id");
          out.println("+" + id);
          exchange.getRequestBody().readAllBytes();
          try {
            Thread.sleep(WORK_MILLIS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          out.println("-" + id);
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    out.println(server.getAddress().getPort());
  }
}
