package io.weir.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a gateway's admin API in tests of the commands: it keeps a document, honours
 * If-Match and applies transactions, and can be told to refuse. It knows no plugin.
 */
final class FakeAdminServer implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the server answers in place of doing it. */
  record Refusal(int status, String body) {}

  private final HttpServer server;
  private final ObjectNode config;
  private final List<JsonNode> transactions = new ArrayList<>();
  private long generation = 1;
  private int othersChange;
  private @Nullable Refusal refusal;
  private String file = "";
  private JsonNode plugins = JSON.createArrayNode();
  private final Map<String, JsonNode> views = new HashMap<>();
  private String query = "";

  FakeAdminServer(String config) throws IOException {
    this.config = (ObjectNode) JSON.readTree(config);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/", this::answer);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on the next {@code times} transactions find that somebody else was first. */
  synchronized void changeUnderneath(int times) {
    othersChange = times;
  }

  synchronized void refuse(int status, String body) {
    refusal = new Refusal(status, body);
  }

  /** From now on the configuration belongs to {@code path}. */
  synchronized void serveFile(String path) {
    file = path;
  }

  /** From now on these run, as the status has them. */
  synchronized void runs(String json) throws IOException {
    plugins = JSON.readTree(json);
  }

  /** From now on {@code GET} of {@code path}, from {@code /api/v1} on, is answered so. */
  synchronized void shows(String path, String json) throws IOException {
    views.put("/api/v1" + path, JSON.readTree(json));
  }

  /** The query of the last view that was asked for. */
  synchronized String query() {
    return query;
  }

  synchronized ObjectNode config() {
    return config.deepCopy();
  }

  /** The bodies of the transactions that were applied. */
  synchronized List<JsonNode> transactions() {
    return List.copyOf(transactions);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (!("Bearer " + TOKEN).equals(authorization)) {
        send(exchange, 401, problem(401, "the token is missing or wrong"));
      } else if (path.equals("/api/v1/config")) {
        send(exchange, 200, config);
      } else if (path.equals("/api/v1/status")) {
        send(exchange, 200, status());
      } else if (path.equals("/api/v1/transactions")) {
        transaction(exchange);
      } else if (views.containsKey(path)) {
        query = String.valueOf(exchange.getRequestURI().getQuery());
        send(exchange, 200, views.get(path));
      } else {
        send(exchange, 404, problem(404, path));
      }
    }
  }

  private void transaction(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    Refusal refused = refusal;
    if (refused != null) {
      send(exchange, refused.status(), JSON.readTree(refused.body()));
      return;
    }
    if (!file.isEmpty()) {
      send(exchange, 409, problem(409, "the configuration belongs to the file " + file));
      return;
    }
    if (othersChange > 0) {
      othersChange--;
      generation++;
    }
    if (!etag().equals(exchange.getRequestHeaders().getFirst("If-Match"))) {
      send(exchange, 412, problem(412, "the configuration has changed"));
      return;
    }
    body.path("changes").forEach(this::apply);
    transactions.add(body);
    generation++;
    send(exchange, 200, JSON.createObjectNode().put("generation", generation).put("etag", etag()));
  }

  private void apply(JsonNode change) {
    ArrayNode objects = config.withArray(change.path("kind").asText());
    for (int i = 0; i < objects.size(); i++) {
      if (objects.get(i).path("name").equals(change.path("name"))) {
        objects.set(i, change.path("object").deepCopy());
        return;
      }
    }
    objects.add((JsonNode) change.path("object").deepCopy());
  }

  private ObjectNode status() {
    ObjectNode json = JSON.createObjectNode().put("generation", generation);
    json.put("workers", 2).set("plugins", plugins);
    json.putObject("config").put("source", file.isEmpty() ? "store" : "file").put("path", file);
    return json;
  }

  private String etag() {
    return "\"" + generation + "\"";
  }

  private static ObjectNode problem(int status, String detail) {
    return JSON.createObjectNode().put("status", status).put("detail", detail);
  }

  private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("ETag", etag());
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
