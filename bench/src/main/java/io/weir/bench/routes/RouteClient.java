package io.weir.bench.routes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The admin API on one side, a client of the listener on the other. */
final class RouteClient implements AutoCloseable {
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final int data;
  private final String token;

  RouteClient(int admin, int data, String token) {
    this.base = "http://127.0.0.1:" + admin + "/api/v1";
    this.data = data;
    this.token = token;
  }

  int dataPort() {
    return data;
  }

  void putConfig(String json) throws IOException, InterruptedException {
    call("PUT", "/config", BodyPublishers.ofString(json));
  }

  /** The time that it takes, in nanoseconds. */
  long put(int number, String json) throws IOException, InterruptedException {
    return call("PUT", "/routes/" + RouteDocument.name(number), BodyPublishers.ofString(json));
  }

  /** The time that it takes, in nanoseconds. */
  long delete(int number) throws IOException, InterruptedException {
    return call("DELETE", "/routes/" + RouteDocument.name(number), BodyPublishers.noBody());
  }

  private long call(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .method(method, body)
            .build();
    long start = System.nanoTime();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    long took = System.nanoTime() - start;
    if (answer.statusCode() != OK) {
      throw new IOException(
          "%s %s: status %d: %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return took;
  }

  /** What a request on a connection of its own is answered. */
  int status(String host, String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", data)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = in.readLine();
      if (line == null || line.length() < 12) {
        throw new IOException(path + ": " + line + " (expected: a status line)");
      }
      return Integer.parseInt(line.substring(9, 12));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
