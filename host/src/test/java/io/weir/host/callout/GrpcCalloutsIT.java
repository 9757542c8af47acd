package io.weir.host.callout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.stream.HeaderList;
import io.weir.proxywasm.host.BodyBuffer;
import io.weir.proxywasm.host.GrpcCallout.Call;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** gRPC calls to a server of gRPC's own library. */
@SuppressWarnings("NullAway.Init")
class GrpcCalloutsIT {
  private GrpcServer server;
  private CalloutRig rig;

  @BeforeEach
  void start() throws Exception {
    server = new GrpcServer();
    rig = new CalloutRig();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
    server.close();
  }

  private Call start(GrpcAnswer answer, String method, int timeout, String... metadata)
      throws Exception {
    return start("127.0.0.1:" + server.port(), answer, method, timeout, metadata);
  }

  private Call start(
      String upstream, GrpcAnswer answer, String method, int timeout, String... metadata)
      throws Exception {
    HeaderList initial = new HeaderList();
    for (int i = 0; i < metadata.length; i += 2) {
      initial.add(metadata[i], metadata[i + 1]);
    }
    return rig.onLoop(
        () ->
            Objects.requireNonNull(
                rig.grpc.start(upstream, "test.Echo", method, initial, timeout, answer)));
  }

  private void send(Call call, byte[] message, boolean end) throws Exception {
    rig.onLoop(
        () -> {
          call.send(message, end);
          return 0;
        });
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void oneMessageEachWay() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    send(start(answer, "Unary", 5000), bytes(7, 8), true);
    assertEquals(List.of("initial", "message 2 7", "trailing", "close 0 "), answer.await());
  }

  @Test
  void metadataGoesBothWaysAndBytesAreBytes() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    send(start(answer, "Unary", 0, "x-text", "t", "x-bin", "\0\u00ff,="), bytes(1), true);
    assertEquals(
        List.of("initial t \0\u00ff,=", "message 1 1", "trailing \0\u00ff,=", "close 0 "),
        answer.await());
  }

  @Test
  void whatTheServerSaysOfAFailureArrives() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    send(start(answer, "Fail", 0), bytes(1), true);
    String message =
        new String(
            "not for you: 5% é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertEquals(List.of("initial", "trailing", "close 7 " + message), answer.await());
  }

  @Test
  void aMethodThatIsNotThereIsUnimplemented() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    send(start(answer, "Nothing", 0), bytes(1), true);
    assertTrue(answer.await().getLast().startsWith("close 12 "), answer.events.toString());
  }

  @Test
  void manyMessagesComeOneByOne() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    send(start(answer, "Many", 0), bytes(3), true);
    assertEquals(
        List.of(
            "initial",
            "message 1 0",
            "message 1 1",
            "message 1 2",
            "message 0 ",
            "trailing",
            "close 0 "),
        answer.await());
  }

  @Test
  void aStreamStaysOpenUntilTheGuestHasDone() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    Call call = start(answer, "Chat", 0);
    for (int i = 0; i < 20; i++) {
      send(call, new byte[1 + i * 10_000], false);
    }
    rig.onLoop(
        () -> {
          call.halfClose();
          call.halfClose();
          call.send(bytes(1), true); // too late
          return 0;
        });
    List<String> events = answer.await();
    assertEquals(23, events.size(), events.toString());
    for (int i = 0; i < 20; i++) {
      assertEquals("message " + (1 + i * 10_000) + " 0", events.get(i + 1));
    }
    assertEquals("close 0 ", events.getLast());
  }

  @Test
  void whenTheDeadlineIsPastTheCallIsTakenBack() throws Exception {
    // With a connection that stands: what waits for one never reaches the server.
    GrpcAnswer before = new GrpcAnswer();
    send(start(before, "Unary", 0), bytes(1), true);
    before.await();
    GrpcAnswer answer = new GrpcAnswer();
    send(start(answer, "Silent", 500), bytes(1), true);
    assertEquals("close 4", answer.await().getLast().substring(0, 7));
    for (int i = 0; i < 500 && server.cancelled.get() == 0; i++) {
      Thread.sleep(10);
    }
    assertEquals(1, server.cancelled.get());
  }

  @Test
  void aCallThatIsCancelledTellsNothingMore() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    Call call = start(answer, "Chat", 0);
    send(call, bytes(1), false);
    rig.onLoop(
        () -> {
          call.cancel();
          call.cancel();
          call.send(bytes(2), true);
          return 0;
        });
    GrpcAnswer after = new GrpcAnswer();
    send(start(after, "Unary", 0), bytes(1), true);
    after.await();
    assertTrue(answer.events.stream().noneMatch(e -> e.startsWith("close")));
  }

  @Test
  void aGuestMayCancelInTheMiddleOfTheAnswer() throws Exception {
    Call[] call = new Call[1];
    GrpcAnswer answer =
        new GrpcAnswer() {
          @Override
          public void onMessage(BodyBuffer message) {
            super.onMessage(message);
            call[0].cancel();
          }
        };
    call[0] = start(answer, "Many", 0);
    send(call[0], bytes(9), true);
    for (int i = 0; i < 1000 && answer.events.size() < 2; i++) {
      Thread.sleep(10);
    }
    GrpcAnswer after = new GrpcAnswer();
    send(start(after, "Many", 0), bytes(9), true);
    after.await();
    assertEquals(List.of("initial", "message 1 0"), answer.events);
  }

  @Test
  void noServerIsUnavailable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    GrpcAnswer answer = new GrpcAnswer();
    send(start("127.0.0.1:" + free, answer, "Unary", 0), bytes(1), true);
    assertEquals("close 14", answer.await().getLast().substring(0, 8));
  }

  @Test
  void aServerThatResetsTheStreamIsToldByItsCode() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    send(start(answer, "Silent", 0), bytes(1), true);
    GrpcAnswer before = new GrpcAnswer();
    send(start(before, "Unary", 0), bytes(1), true);
    before.await();
    server.close(); // with RST_STREAM CANCEL for what is under way
    assertEquals("close 1 ", answer.await().getLast().substring(0, 8), answer.events.toString());
  }

  @Test
  void aMessageThatIsTooLargeIsAnError() throws Exception {
    GrpcAnswer answer = new GrpcAnswer();
    // The server's own limit is the same: what comes back is its word.
    send(start(answer, "Unary", 0), new byte[GrpcDeframer.MAX_MESSAGE + 1], true);
    assertEquals("close 8", answer.await().getLast().substring(0, 7), answer.events.toString());
  }

  @Test
  void anUpstreamThatNobodyKnowsIsToldAtOnce() throws Exception {
    assertNull(
        rig.onLoop(
            () ->
                rig.grpc.start(
                    "nobody", "test.Echo", "Unary", new HeaderList(), 0, new GrpcAnswer())));
  }
}
