package io.weir.registry.server;

import io.weir.registry.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A running server and plain HTTP to it. */
final class ServerHarness implements AutoCloseable {
  static final String TOKEN = "0123456789abcdef-token";
  final RegistryServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  ServerHarness(RegistryOptions options) throws IOException {
    server = RegistryServer.start(options);
  }

  HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** As the owner. */
  HttpResponse<byte[]> own(String method, String path, byte[] body, String... headers)
      throws Exception {
    Map<String, String> all = new java.util.HashMap<>(Map.of("Authorization", "Bearer " + TOKEN));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return send(method, path, all, body);
  }

  HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    Map<String, String> all = new java.util.HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return send("GET", path, all, new byte[0]);
  }

  /** Pushes a blob in one request. */
  Digest blob(String repository, byte[] content) throws Exception {
    Digest digest = Digest.sha256(content);
    var response = own("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
    if (response.statusCode() != 201) {
      throw new IllegalStateException("push: status " + response.statusCode());
    }
    return digest;
  }

  /** Sends bytes as they are and gives the status line. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      return String.valueOf(in.readLine());
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
  }
}
