package io.weir.tools.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.registry.Loopback;
import io.weir.tools.cli.ToolException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Requests to one admin API. Blocking; redirects are not followed, the token is for one place. */
final class AdminHttp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A change is answered when it is live, after plugins were pulled and compiled. */
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final URI base;
  private final AdminToken token;
  private final HttpClient client;

  AdminHttp(URI base, AdminToken token) {
    this.base = base;
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (Loopback.isLoopback(base.getHost())) {
      builder.proxy(HttpClient.Builder.NO_PROXY);
    }
    this.client = builder.build();
  }

  /** A request for {@code path}, from {@code /api/v1} on, with the token. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token.value())
        .header("Accept", "application/json, application/problem+json");
  }

  /**
   * Sends {@code request}.
   *
   * @return the answer, whatever its status
   * @throws ToolException when none came
   */
  AdminReply send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      String etag = response.headers().firstValue("ETag").orElse(null);
      return new AdminReply(response.statusCode(), json(response.body()), etag);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException(
          "interrupted while waiting for " + base, "see weir route ls for what is live", e);
    }
  }

  private static JsonNode json(byte[] body) throws IOException {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance(); // the caller judges an answer by its status, too
    }
  }

  private ToolException unreachable(IOException e) {
    if (e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException)) {
      return new ToolException(
          "the gateway at " + base + " has not answered within " + ANSWER.toMinutes() + " minutes",
          "see its log; the change may still become live, weir route ls shows it",
          e);
    }
    String why = e instanceof ConnectException ? "nothing accepts connections there" : e.toString();
    return new ToolException(
        "no gateway at " + base + ": " + why,
        "start one with ./weir up or ./weir run, or name another with --admin HOST:PORT",
        e);
  }

  @Override
  public void close() {
    client.close();
  }
}
