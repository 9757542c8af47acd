package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Calls of gRPC-Web to a real gRPC server, frame by frame. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class GrpcWebIT {
  private static final String OK = "\u0080[grpc-status: 0\r\n]";

  @TempDir Path folder;
  private GrpcEcho echo;
  private TestGateway gateway;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    echo = new GrpcEcho();
    gateway = new TestGateway(folder, 1);
    gateway.apply(config(true));
    client = HttpClient.newHttpClient();
  }

  private String config(boolean web) {
    return """
    listeners: [ { name: web, address: "127.0.0.1:0", http: { grpcWeb: %s } } ]
    upstreams: [ { name: echo, protocol: H2C, endpoints: [ "127.0.0.1:%d" ] } ]
    routes: [ { name: all, backendRefs: [ { name: echo } ] } ]
    """
        .formatted(web, echo.port());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    gateway.close();
    echo.close();
  }

  private static byte[] message(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) 0)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private HttpResponse<byte[]> call(Version version, String method, String type, byte[] body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.port() + "/test.Echo/" + method))
            .version(version)
            .header("content-type", type)
            .header("x-grpc-web", "1")
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  /** Frames in a line: a flag where there is one, and the content in brackets. */
  private static String frames(byte[] body) {
    StringBuilder text = new StringBuilder();
    ByteBuffer left = ByteBuffer.wrap(body);
    while (left.hasRemaining()) {
      int flag = left.get() & 0xff;
      byte[] content = new byte[left.getInt()];
      left.get(content);
      text.append(flag == 0 ? "" : String.valueOf((char) flag));
      text.append('[').append(new String(content, StandardCharsets.UTF_8)).append(']');
    }
    return text.toString();
  }

  private static String type(HttpResponse<byte[]> response) {
    return response.headers().firstValue("content-type").orElse("");
  }

  @Test
  void unary() throws Exception {
    HttpResponse<byte[]> answer =
        call(Version.HTTP_1_1, "unary", "application/grpc-web+proto", message("hello"));
    assertEquals(200, answer.statusCode());
    assertEquals("application/grpc-web+proto", type(answer));
    assertEquals("[hello]" + OK, frames(answer.body()));
  }

  @Test
  void serverStreaming() throws Exception {
    HttpResponse<byte[]> answer =
        call(Version.HTTP_1_1, "spell", "application/grpc-web", message("abc"));
    assertEquals("[a][b][c]" + OK, frames(answer.body()));
  }

  @Test
  void text() throws Exception {
    byte[] sent = Base64.getEncoder().encode(message("hello"));
    HttpResponse<byte[]> answer =
        call(Version.HTTP_1_1, "spell", "application/grpc-web-text+proto", sent);
    assertEquals("application/grpc-web-text+proto", type(answer));
    assertEquals("[h][e][l][l][o]" + OK, frames(decoded(answer.body())));
  }

  /** Of pieces that are padded each by itself. */
  private static byte[] decoded(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length; i += 4) {
      bytes.writeBytes(
          Base64.getDecoder().decode(new String(text, i, 4, StandardCharsets.ISO_8859_1)));
    }
    return bytes.toByteArray();
  }

  @Test
  void anErrorInHeadersAlone() throws Exception {
    HttpResponse<byte[]> answer =
        call(Version.HTTP_1_1, "fail", "application/grpc-web+proto", message("x"));
    assertEquals(200, answer.statusCode());
    assertEquals(List.of("5"), answer.headers().allValues("grpc-status"));
    assertEquals(List.of("failed"), answer.headers().allValues("x-trailer"));
    assertEquals(0, answer.body().length);
  }

  @Test
  void theGatewaysOwnErrors() throws Exception {
    echo.close();
    HttpResponse<byte[]> answer =
        call(Version.HTTP_1_1, "unary", "application/grpc-web+proto", message("x"));
    assertEquals(List.of("14"), answer.headers().allValues("grpc-status"));
    assertEquals("application/grpc-web+proto", type(answer));
  }

  @Test
  void whatIsNoBase64IsABadRequest() throws Exception {
    byte[] bad = "not base64!".getBytes(StandardCharsets.US_ASCII);
    HttpResponse<byte[]> answer = call(Version.HTTP_1_1, "unary", "application/grpc-web-text", bad);
    assertEquals(400, answer.statusCode());
  }

  @Test
  void overHttp2() throws Exception {
    try (FrameClient frames = new FrameClient(gateway.port())) {
      var headers = Frames.headers(FrameClient.head("POST", "/test.Echo/unary"));
      headers.add("content-type", "application/grpc-web+proto");
      var stream = frames.request(headers, false);
      frames.data(stream, "\0\0\0\0\2hi", true);
      String head = frames.next(stream);
      assertTrue(head.contains("content-type=application/grpc-web+proto"), head);
      StringBuilder body = new StringBuilder();
      String data;
      do {
        data = frames.next(stream);
        body.append(data.replaceFirst("^data ", "").replaceFirst(" end$", ""));
      } while (!data.endsWith(" end"));
      assertEquals("[hi]" + OK, frames(body.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  @Test
  void isOffUnlessItIsAskedFor() throws Exception {
    gateway.apply(config(false));
    HttpResponse<byte[]> answer =
        call(Version.HTTP_1_1, "unary", "application/grpc-web+proto", message("x"));
    assertEquals(415, answer.statusCode(), "the server's own answer");
  }
}
