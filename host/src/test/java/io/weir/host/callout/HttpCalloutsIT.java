package io.weir.host.callout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.stream.HeaderList;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.HeaderMap;
import io.weir.proxywasm.host.HttpCallout;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP calls over real connections: what goes out, and what each failure is told as. */
@SuppressWarnings("NullAway.Init")
class HttpCalloutsIT {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
  private CalloutRig rig;
  private ServerSocket server;

  @BeforeEach
  void start() throws Exception {
    rig = new CalloutRig();
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    rig.close();
  }

  /** One connection: reads to {@code end}, answers, and closes. */
  private void serve(String end, String answer) {
    Thread.startVirtualThread(
        () -> {
          try (Socket socket = server.accept()) {
            StringBuilder request = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (request.indexOf(end) < 0) {
              int next = in.read();
              if (next < 0) {
                break;
              }
              request.append((char) next);
            }
            heads.add(request.toString());
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            if (answer.isEmpty()) {
              in.read(); // until the caller has had enough
            }
          } catch (IOException e) {
            told.add("server: " + e);
          }
        });
  }

  private WasmResult call(String upstream, String body, int timeout, String... trailers)
      throws Exception {
    HeaderList headers = new HeaderList();
    headers.add(":method", "POST");
    headers.add(":path", "/p");
    headers.add(":authority", "x");
    HeaderList last = new HeaderList();
    for (int i = 0; i < trailers.length; i += 2) {
      last.add(trailers[i], trailers[i + 1]);
    }
    HttpCallout.Listener listener =
        new HttpCallout.Listener() {
          @Override
          public void onResponse(HeaderMap answer, BodyBuffer bytes, @Nullable HeaderMap end) {
            told.add(
                answer.get(":status")
                    + " "
                    + bytes.length()
                    + (end == null ? "" : " trailers " + end.get("t")));
          }

          @Override
          public void onReset(String reason) {
            told.add("reset " + reason);
          }
        };
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return rig.onLoop(() -> rig.http.call(upstream, headers, bytes, last, timeout, listener));
  }

  private String here() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private String told() throws InterruptedException {
    return String.valueOf(told.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void theBodyAndItsLengthGoOutAndTheAnswerComesBack() throws Exception {
    serve("hello", "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc");
    assertEquals(WasmResult.OK, call(here(), "hello", 5000));
    assertEquals("200 3", told());
    String head = heads.take();
    assertTrue(head.contains("content-length: 5\r\n"), head);
  }

  @Test
  void trailersGoOutBehindTheBodyAlsoBehindAnEmptyOne() throws Exception {
    for (String body : new String[] {"hello", ""}) {
      serve("x-t: 1\r\n\r\n", "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
      assertEquals(WasmResult.OK, call(here(), body, 5000, "x-t", "1"));
      assertEquals("204 0", told());
      String sent = heads.take();
      assertTrue(sent.contains("transfer-encoding: chunked"), sent);
      assertTrue(sent.endsWith((body.isEmpty() ? "" : "hello\r\n") + "0\r\nx-t: 1\r\n\r\n"), sent);
    }
  }

  @Test
  void trailersOfTheAnswerComeBack() throws Exception {
    serve(
        "\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nt: 1\r\n\r\n");
    call(here(), "", 5000);
    assertEquals("200 3 trailers 1", told());
  }

  @Test
  void noConnectionIs503AndNoAnswerIs504() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    call("127.0.0.1:" + free, "", 5000);
    assertTrue(told().startsWith("503 "));
    serve("\r\n\r\n", "");
    call(here(), "", 100);
    assertTrue(told().startsWith("504 "));
  }

  @Test
  void anAnswerThatBreaksOffOrIsTooLargeIsAReset() throws Exception {
    serve("\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc");
    call(here(), "", 5000);
    assertTrue(told().startsWith("reset "));
    int size = Callout.MAX_BODY + 1;
    serve("\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: " + size + "\r\n\r\n" + "x".repeat(size));
    call(here(), "", 9000);
    assertEquals("reset the answer is larger than " + Callout.MAX_BODY + " bytes", told());
  }

  @Test
  void anUpstreamThatNobodyKnowsIsABadArgument() throws Exception {
    assertEquals(WasmResult.BAD_ARGUMENT, call("nobody", "", 0));
    assertEquals(WasmResult.BAD_ARGUMENT, call("outbound|80||nobody.static", "", 0));
  }
}
