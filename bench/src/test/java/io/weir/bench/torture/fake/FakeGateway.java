package io.weir.bench.torture.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands in for the gateway where the torture itself is tested: the same command line and admin API
 * as far as the torture uses them, and the effect of the {@code stamp} plugins in Java.
 */
public final class FakeGateway {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long STALE_MS = 30;

  private final FakeFault fault = FakeFault.chosen();
  private final int workers;
  private final Set<FakeTable> tables = ConcurrentHashMap.newKeySet();
  private final FakeListener listener = new FakeListener(fault, this::table);
  private volatile FakeTable table = FakeTable.EMPTY;

  private FakeGateway(int workers) {
    this.workers = workers;
  }

  /** {@code run --data FOLDER --admin HOST:PORT --workers N}. */
  public static void main(String[] args) throws IOException {
    List<String> words = List.of(args);
    Path data = Path.of(words.get(words.indexOf("--data") + 1));
    String admin = words.get(words.indexOf("--admin") + 1);
    Files.createDirectories(data);
    Files.writeString(data.resolve("token"), "secret\n");
    FakeGateway gateway =
        new FakeGateway(Integer.parseInt(words.get(words.indexOf("--workers") + 1)));
    HttpServer server = HttpServer.create(address(admin), 0);
    server.createContext("/api/v1", gateway::answer);
    server.start();
    // A JVM's own exit code on SIGTERM is 143; the gateway's is 0.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0)));
    System.out.println("ready admin=" + admin);
  }

  static InetSocketAddress address(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    return new InetSocketAddress(
        hostPort.substring(0, colon), Integer.parseInt(hostPort.substring(colon + 1)));
  }

  private FakeTable table() {
    return table;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] answer =
          answer(exchange, JSON.readTree(exchange.getRequestBody())).toString().getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private synchronized JsonNode answer(HttpExchange exchange, JsonNode body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/status")) {
      return status();
    }
    if (path.endsWith("/config")) {
      listener.open(
          address(body.at("/listeners/0/address").asText()),
          address(body.at("/upstreams/0/endpoints/0").asText()));
      return change(body.path("plugins"));
    }
    if (path.endsWith("/transactions")) {
      List<JsonNode> plugins = new ArrayList<>();
      body.path("changes").forEach(change -> plugins.add(change.path("object")));
      return change(plugins);
    }
    return change(List.of(body));
  }

  private JsonNode change(Iterable<JsonNode> plugins) {
    FakeTable next = table.with(plugins);
    tables.add(next);
    if (fault == FakeFault.STALE && next.generation() > 1) {
      Thread.ofVirtual().start(() -> changeLate(next));
    } else {
      table = next;
    }
    if (fault == FakeFault.CUT) {
      listener.cutAll();
    }
    return JSON.createObjectNode().put("generation", next.generation());
  }

  private void changeLate(FakeTable next) {
    try {
      Thread.sleep(STALE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    table = next;
  }

  private ObjectNode status() {
    FakeTable now = table;
    if (fault != FakeFault.LEAK) {
      tables.removeIf(one -> one.generation() < now.generation() && one.streams().get() == 0);
    }
    ObjectNode status = JSON.createObjectNode().put("workers", workers);
    ArrayNode plugins = status.putArray("plugins");
    for (FakeTable one : tables) {
      one.stamps()
          .stamps()
          .keySet()
          .forEach(
              lang ->
                  plugins
                      .addObject()
                      .put("plugin", "stamp-" + lang.id())
                      .put("number", one.generation())
                      .put("engine", "fake")
                      .put("state", one.generation() == now.generation() ? "live" : "draining")
                      .put("streams", one.streams().get()));
    }
    return status;
  }
}
