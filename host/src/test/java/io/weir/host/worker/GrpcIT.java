package io.weir.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** gRPC through the gateway: a real client and a real server, HTTP/2 on both sides. */
@ExtendWith(LeakWatch.class)
@SuppressWarnings("NullAway.Init")
class GrpcIT {
  private static final long SECONDS = 20;

  @TempDir Path folder;
  private GrpcEcho echo;
  private TestGateway gateway;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    echo = new GrpcEcho();
    gateway = new TestGateway(folder, 1);
    gateway.apply(config("", ""));
    channel = GrpcEcho.channel(gateway.port());
  }

  private String config(String plugins, String more) {
    return """
    listeners: [ { name: web, address: "127.0.0.1:0" } ]
    upstreams: [ { name: echo, protocol: H2C, endpoints: [ "127.0.0.1:%d" ] } ]
    plugins: [ %s ]
    routes: [ { name: all, backendRefs: [ { name: echo } ] %s } ]
    """
        .formatted(echo.port(), plugins, more);
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow().awaitTermination(SECONDS, TimeUnit.SECONDS);
    gateway.close();
    echo.close();
  }

  private String unary(String text) {
    return ClientCalls.blockingUnaryCall(
        channel, GrpcEcho.UNARY, GrpcEcho.within(SECONDS * 1_000), text);
  }

  /** What a call brings, in order. */
  private static final class Heard implements StreamObserver<String> {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public void onNext(String value) {
      events.add(value);
    }

    @Override
    public void onError(Throwable t) {
      events.add(Status.fromThrowable(t).getCode().name());
    }

    @Override
    public void onCompleted() {
      events.add("end");
    }

    @Nullable String next() throws InterruptedException {
      return events.poll(SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void unaryCallsShareAConnection() {
    for (int i = 0; i < 50; i++) {
      assertEquals("hello " + i, unary("hello " + i));
    }
  }

  @Test
  void aMessageLargerThanAllWindows() {
    String large = "0123456789abcdef".repeat(200_000);
    assertEquals(large, unary(large));
  }

  @Test
  void serverStreaming() {
    List<String> letters = new ArrayList<>();
    Iterator<String> answers =
        ClientCalls.blockingServerStreamingCall(
            channel, GrpcEcho.SPELL, GrpcEcho.within(SECONDS * 1_000), "weir");
    answers.forEachRemaining(letters::add);
    assertEquals(List.of("w", "e", "i", "r"), letters);
  }

  @Test
  void clientStreaming() throws Exception {
    Heard heard = new Heard();
    StreamObserver<String> call =
        ClientCalls.asyncClientStreamingCall(
            channel.newCall(GrpcEcho.JOIN, GrpcEcho.within(SECONDS * 1_000)), heard);
    call.onNext("a");
    call.onNext("b");
    call.onCompleted();
    assertEquals("ab", heard.next());
    assertEquals("end", heard.next());
  }

  @Test
  void bothAtOnceAndEachMessageAsItComes() throws Exception {
    Heard heard = new Heard();
    StreamObserver<String> call =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(GrpcEcho.CHAT, GrpcEcho.within(SECONDS * 1_000)), heard);
    for (int i = 0; i < 10; i++) {
      call.onNext("" + i);
      assertEquals("you said " + i, heard.next());
    }
    call.onCompleted();
    assertEquals("end", heard.next());
  }

  @Test
  void anErrorWithoutAMessageKeepsItsReasonAndTrailers() {
    StatusRuntimeException failed =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                ClientCalls.blockingUnaryCall(
                    channel, GrpcEcho.FAIL, GrpcEcho.within(SECONDS * 1_000), "x"));
    assertEquals(Status.Code.NOT_FOUND, failed.getStatus().getCode());
    assertEquals("no such thing", failed.getStatus().getDescription());
    Metadata trailers = failed.getTrailers();
    assertNotNull(trailers);
    assertEquals("failed", trailers.get(GrpcEcho.TRAILER));
  }

  @Test
  void aCancelledCallIsCancelledAtTheServer() throws Exception {
    ClientCall<String, String> call = channel.newCall(GrpcEcho.HANG, CallOptions.DEFAULT);
    Heard heard = new Heard();
    ClientCalls.asyncUnaryCall(call, "x", heard);
    assertTrue(echo.hanging.tryAcquire(SECONDS, TimeUnit.SECONDS), "at the server");
    assertEquals("still there", unary("still there"));
    assertFalse(echo.cancelled.tryAcquire());
    call.cancel("enough", null);
    assertTrue(echo.cancelled.tryAcquire(SECONDS, TimeUnit.SECONDS), "told by the gateway");
    assertEquals("CANCELLED", heard.next());
  }

  @Test
  void aDeadlineEndsTheCallOnBothSides() throws Exception {
    assertEquals("first", unary("first")); // what waits for a connection never reaches the server
    StatusRuntimeException failed =
        assertThrows(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(channel, GrpcEcho.HANG, GrpcEcho.within(500), "x"));
    assertEquals(Status.Code.DEADLINE_EXCEEDED, failed.getStatus().getCode());
    assertTrue(echo.cancelled.tryAcquire(SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void anUpstreamThatIsGoneIsUnavailable() throws Exception {
    assertEquals("a", unary("a"));
    echo.close();
    StatusRuntimeException failed = assertThrows(StatusRuntimeException.class, () -> unary("b"));
    assertEquals(Status.Code.UNAVAILABLE, failed.getStatus().getCode());
  }

  @Test
  void pluginsSeeAndAddTrailers() throws Exception {
    String url =
        Wats.module(
            folder,
            "trailers",
            """
            (module
              (import "env" "proxy_add_header_map_value"
                (func $add (param i32 i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "x-trailer12")
              (func (export "proxy_abi_version_0_2_1"))
              (func (export "malloc") (param i32) (result i32) (i32.const 1024))
              (func (export "proxy_on_response_trailers") (param i32 i32) (result i32)
                (drop (call $add (i32.const 3) (i32.const 16) (i32.const 9)
                  (i32.const 25) (local.get 1)))
                (i32.const 0)))
            """);
    gateway.apply(config("{ name: t, url: \"" + url + "\" }", ", plugins: [ { name: t } ]"));
    BlockingQueue<Metadata> ends = new LinkedBlockingQueue<>();
    ClientCall<String, String> call =
        channel.newCall(GrpcEcho.UNARY, GrpcEcho.within(SECONDS * 1_000));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ends.add(trailers);
          }
        },
        new Metadata());
    call.request(2);
    call.sendMessage("x");
    call.halfClose();
    Metadata trailers = ends.poll(SECONDS, TimeUnit.SECONDS);
    assertNotNull(trailers);
    assertEquals("1", trailers.get(GrpcEcho.TRAILER), "one trailer, grpc-status, was seen");
  }

  @Test
  void aDrainedGatewayLetsCallsEnd() throws Exception {
    Heard heard = new Heard();
    StreamObserver<String> call =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(GrpcEcho.CHAT, GrpcEcho.within(SECONDS * 1_000)), heard);
    call.onNext("before");
    assertEquals("you said before", heard.next());
    Thread stopping = Thread.startVirtualThread(() -> gateway.plane().stop(SECONDS * 1_000));
    call.onNext("after");
    assertEquals("you said after", heard.next());
    call.onCompleted();
    assertEquals("end", heard.next());
    assertTrue(stopping.join(Duration.ofSeconds(SECONDS)), "nothing is left to wait for");
  }
}
