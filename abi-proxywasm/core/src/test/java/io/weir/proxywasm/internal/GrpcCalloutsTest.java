package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INTERNAL_FAILURE;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static io.weir.proxywasm.testkit.Statuses.PARSE_FAILURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.testkit.FakeGrpc.FakeCall;
import io.weir.proxywasm.testkit.FakeHeaders;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** gRPC calls and streams that a guest makes. */
class GrpcCalloutsTest {
  private static final byte[] NONE = new byte[0];
  private final List<String> heard = new ArrayList<>();

  private void noting(TestGuest g) {
    g.on("proxy_on_grpc_receive_initial_metadata", 3, (r, t, n) -> note(g, "initial", t, n))
        .on("proxy_on_grpc_receive", 3, (r, t, n) -> note(g, "message", t, n))
        .on("proxy_on_grpc_receive_trailing_metadata", 3, (r, t, n) -> note(g, "trailing", t, n))
        .on("proxy_on_grpc_close", 3, (r, t, status) -> note(g, "close", t, status));
  }

  private int note(TestGuest g, String what, int token, int number) {
    int code = g.slot();
    TestGuest.Answer status = g.hostBytes("proxy_get_status", code);
    String read =
        switch (what) {
          case "initial" -> g.header(4, "a").text();
          case "message" -> g.buffer(5, 0, 100).text();
          case "trailing" -> g.header(5, "b").text();
          default -> g.memory().readInt(code) + " " + status.text();
        };
    heard.add(what + " " + token + " " + number + " " + read);
    return 0;
  }

  private TestVm start() {
    return TestVm.start(this::noting);
  }

  private TestVm startUnadopted(Consumer<TestGuest> configure) {
    TestVm.Setup setup = new TestVm.Setup();
    setup.adopt = false;
    setup.upstreams = name -> !name.equals("unknown");
    return TestVm.start(
        setup,
        g -> {
          noting(g);
          g.on(
              "proxy_on_configure",
              2,
              (root, b, c) -> {
                configure.accept(g);
                return 1;
              });
        });
  }

  private static long[] target(TestGuest g, byte[] upstream, byte[] metadata) {
    long[] args = TestGuest.joined(g.bytes(upstream), g.text("pkg.Greeter"));
    return TestGuest.joined(TestGuest.joined(args, g.text("Hello")), g.bytes(metadata));
  }

  private static int call(TestGuest g, byte[] upstream, byte[] metadata, int timeout, int out) {
    long[] args = TestGuest.joined(target(g, upstream, metadata), g.text("ask"));
    return g.host("proxy_grpc_call", TestGuest.joined(args, timeout, out));
  }

  private static int call(TestGuest g, String upstream) {
    return call(g, upstream.getBytes(StandardCharsets.UTF_8), NONE, 500, g.slot());
  }

  private static int callToken(TestGuest g, String upstream) {
    int out = g.slot();
    assertEquals(OK, call(g, upstream.getBytes(StandardCharsets.UTF_8), NONE, 500, out));
    return g.memory().readInt(out);
  }

  private static int stream(TestGuest g, String upstream) {
    int out = g.slot();
    byte[] name = upstream.getBytes(StandardCharsets.UTF_8);
    assertEquals(OK, g.host("proxy_grpc_stream", TestGuest.joined(target(g, name, NONE), out)));
    return g.memory().readInt(out);
  }

  private static int send(TestGuest g, int token, String message, boolean end) {
    long[] args = TestGuest.joined(new long[] {token}, g.text(message));
    return g.host("proxy_grpc_send", TestGuest.joined(args, end ? 1 : 0));
  }

  private static FakeHeaders headers(String name, String value) {
    FakeHeaders headers = new FakeHeaders();
    headers.add(name, value);
    return headers;
  }

  @Test
  void aCallSendsItsOneMessageAndTokensTellTheKind() {
    try (TestVm t = start()) {
      SimpleHeaderMap metadata = new SimpleHeaderMap();
      metadata.add("X-Who", "me");
      metadata.add("raw-bin", "\0\r\n");
      t.inStream(
          g -> {
            byte[] up = "up".getBytes(StandardCharsets.UTF_8);
            assertEquals(OK, call(g, up, PairsCodec.encode(metadata), 500, g.slot()));
            assertEquals(1, callToken(g, "up") & 3);
            assertEquals(2, stream(g, "up") & 3);
          });
      FakeCall call = t.grpc.calls.getFirst();
      assertEquals("up/pkg.Greeter/Hello", call.target);
      assertEquals("me", call.metadata.get("x-who"));
      assertEquals("\0\r\n", call.metadata.get("raw-bin"));
      assertEquals(500, call.timeoutMillis);
      assertEquals(List.of("ask end"), call.events);
    }
  }

  @Test
  void theServiceMayBeEnvoysMessage() {
    byte[] envoy = {0x0a, 0x04, 0x0a, 0x02, 'u', 'p', 0x1a, 0x02, 0x08, 0x05};
    byte[] google = {0x12, 0x09, 0x0a, 0x03, 'x', ':', '1', 0x22, 0x02, 'z', 'z'};
    byte[] broken = {0x0a, 0x7f, 'u', 'p'};
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            assertEquals(OK, call(g, envoy, NONE, 1, g.slot()));
            assertEquals(OK, call(g, google, NONE, 1, g.slot()));
            assertEquals(OK, call(g, broken, NONE, 1, g.slot()));
          });
      assertEquals("up/pkg.Greeter/Hello", t.grpc.calls.get(0).target);
      assertEquals("x:1/pkg.Greeter/Hello", t.grpc.calls.get(1).target);
      assertTrue(t.grpc.calls.get(2).target.startsWith("\n"), "else the name as it is");
    }
  }

  @Test
  void aCallIsAnsweredByItsMessageAlone() {
    try (TestVm t = start()) {
      int[] token = new int[1];
      t.inStream(g -> token[0] = callToken(g, "up"));
      FakeCall call = t.grpc.calls.getFirst();
      call.listener.onInitialMetadata(headers("a", "1"));
      call.message("hello");
      assertEquals(List.of(), heard, "whether it counts is known with the status");
      call.listener.onTrailingMetadata(headers("b", "2"));
      call.listener.onClose(0, "");
      assertEquals(List.of("message " + token[0] + " 5 hello"), heard);
    }
  }

  @Test
  void aCallThatFailsIsClosedWithItsStatus() {
    try (TestVm t = start()) {
      int[] token = new int[2];
      t.inStream(
          g -> {
            token[0] = callToken(g, "up");
            token[1] = callToken(g, "up");
          });
      t.grpc.calls.get(0).message("half an answer");
      t.grpc.calls.get(0).listener.onClose(14, "gone");
      t.grpc.calls.get(1).listener.onClose(0, "");
      assertEquals(
          List.of(
              "close " + token[0] + " 14 14 gone",
              "close " + token[1] + " 13 13 the peer sent no message"),
          heard);
    }
  }

  @Test
  void aStreamHearsOfEverythingInItsOrder() {
    try (TestVm t = start()) {
      int[] token = new int[1];
      t.inStream(
          g -> {
            token[0] = stream(g, "up");
            assertEquals(OK, send(g, token[0], "1", false));
            assertEquals(OK, send(g, token[0], "2", true));
            assertEquals(BAD_ARGUMENT, send(g, token[0], "3", false), "it has ended");
          });
      FakeCall call = t.grpc.calls.getFirst();
      assertEquals(List.of("1", "2 end"), call.events);
      call.listener.onInitialMetadata(headers("a", "1"));
      call.message("x");
      call.message("yz");
      call.listener.onTrailingMetadata(headers("b", "2"));
      call.listener.onClose(5, "not there");
      String id = " " + token[0] + " ";
      assertEquals(
          List.of(
              "initial" + id + "1 1",
              "message" + id + "1 x",
              "message" + id + "2 yz",
              "trailing" + id + "1 2",
              "close" + id + "5 5 not there"),
          heard);
      t.inStream(g -> assertEquals(NOT_FOUND, send(g, token[0], "late", false)));
    }
  }

  @Test
  void whatWasReceivedIsGoneAfterItsCallback() {
    try (TestVm t = start()) {
      t.inStream(g -> stream(g, "up"));
      t.grpc.calls.getFirst().message("x");
      t.grpc.calls.getFirst().listener.onInitialMetadata(headers("a", "1"));
      t.inStream(
          g -> {
            assertEquals(NOT_FOUND, g.buffer(5, 0, 1).status());
            assertEquals(NOT_FOUND, g.header(4, "a").status());
            assertEquals(0, g.hostBytes("proxy_get_header_map_pairs", 5).size());
          });
    }
  }

  @Test
  void closeEndsTheGuestsSideAndCancelAllOfIt() {
    try (TestVm t = start()) {
      int[] token = new int[3];
      t.inStream(
          g -> {
            token[0] = stream(g, "up");
            token[1] = stream(g, "up");
            token[2] = callToken(g, "up");
            assertEquals(OK, g.host("proxy_grpc_close", token[0]));
            assertEquals(BAD_ARGUMENT, send(g, token[0], "more", false));
            assertEquals(OK, g.host("proxy_grpc_close", token[0]), "again");
            assertEquals(OK, g.host("proxy_grpc_cancel", token[1]));
            assertEquals(NOT_FOUND, g.host("proxy_grpc_cancel", token[1]));
            assertEquals(OK, g.host("proxy_grpc_close", token[2]), "a call is taken back");
          });
      assertEquals(List.of("half-close"), t.grpc.calls.get(0).events);
      assertEquals(List.of("cancel"), t.grpc.calls.get(1).events);
      assertEquals(List.of("ask end", "cancel"), t.grpc.calls.get(2).events);
      t.grpc.calls.get(0).listener.onClose(0, "");
      assertEquals(List.of("close " + token[0] + " 0 0 "), heard);
    }
  }

  @Test
  void tokensOfOtherKindsAreBadArguments() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            int call = callToken(g, "up");
            assertEquals(BAD_ARGUMENT, send(g, call, "x", false), "a call takes one message");
            assertEquals(BAD_ARGUMENT, send(g, 4, "x", false), "an HTTP call's token");
            assertEquals(BAD_ARGUMENT, g.host("proxy_grpc_cancel", 4));
            assertEquals(BAD_ARGUMENT, g.host("proxy_grpc_close", 0));
            assertEquals(NOT_FOUND, g.host("proxy_grpc_close", 4001));
            assertEquals(NOT_FOUND, send(g, 4002, "x", false));
          });
    }
  }

  @Test
  void whatCannotBeSentIsTold() {
    try (TestVm t = start()) {
      SimpleHeaderMap bad = new SimpleHeaderMap();
      bad.add("a", "b\r\nc: d");
      byte[] up = "up".getBytes(StandardCharsets.UTF_8);
      t.inStream(
          g -> {
            assertEquals(PARSE_FAILURE, call(g, "nowhere"));
            assertEquals(BAD_ARGUMENT, call(g, up, PairsCodec.encode(bad), 1, g.slot()));
            assertEquals(BAD_ARGUMENT, call(g, up, new byte[] {1, 0, 0, 0}, 1, g.slot()));
            assertEquals(BAD_ARGUMENT, call(g, up, NONE, -1, g.slot()));
            assertEquals(INVALID_MEMORY_ACCESS, call(g, up, NONE, 1, -2));
            long[] noService = TestGuest.joined(g.text("up"), g.text("a b"));
            noService = TestGuest.joined(TestGuest.joined(noService, g.text("m")), 0, 0);
            assertEquals(
                BAD_ARGUMENT, g.host("proxy_grpc_stream", TestGuest.joined(noService, g.slot())));
          });
      assertEquals(List.of(), t.grpc.calls);
    }
  }

  @Test
  void theLimitIsOneForAllKindsOfCalls() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            stream(g, "up");
            callToken(g, "up");
            assertEquals(OK, CalloutsTest.call(g, "up"));
            assertEquals(OK, CalloutsTest.call(g, "up"));
            assertEquals(INTERNAL_FAILURE, call(g, "up"));
            assertEquals(INTERNAL_FAILURE, CalloutsTest.call(g, "up"));
          });
      t.grpc.calls.getFirst().listener.onClose(0, "");
      t.inStream(g -> callToken(g, "up"));
    }
  }

  @Test
  void whatIsAskedBeforeAdoptionWaitsForIt() {
    int[] token = new int[3];
    try (TestVm t =
        startUnadopted(
            g -> {
              assertEquals(PARSE_FAILURE, call(g, "unknown"));
              token[0] = stream(g, "up");
              send(g, token[0], "1", false);
              send(g, token[0], "2", false);
              g.host("proxy_grpc_close", token[0]);
              token[1] = callToken(g, "up");
              token[2] = stream(g, "up");
              g.host("proxy_grpc_cancel", token[2]);
            })) {
      assertEquals(List.of(), t.grpc.calls);
      t.adopt();
      assertEquals(2, t.grpc.calls.size());
      assertEquals(List.of("1", "2", "half-close"), t.grpc.calls.get(0).events);
      assertEquals(List.of("ask end"), t.grpc.calls.get(1).events);
    }
  }

  @Test
  void anUpstreamThatIsGoneAtAdoptionIsAnAnswer() {
    int[] token = new int[1];
    try (TestVm t = startUnadopted(g -> token[0] = callToken(g, "nowhere"))) {
      t.adopt();
      assertEquals(List.of("close " + token[0] + " 14 14 no such upstream: nowhere"), heard);
    }
  }

  @Test
  void whatWaitsForAdoptionIsBounded() {
    try (TestVm t =
        startUnadopted(
            g -> {
              int token = stream(g, "up");
              String message = "x".repeat(100_000);
              int status = OK;
              for (int i = 0; i < 20 && status == OK; i++) {
                g.memory().reset();
                status = send(g, token, message, false);
              }
              assertEquals(INTERNAL_FAILURE, status, "1 MiB is the VM's memory");
            })) {
      t.adopt();
      assertEquals(10, t.grpc.calls.getFirst().events.size());
    }
  }

  @Test
  void aVmThatEndsOrFailsCancelsItsCalls() {
    TestVm t = start();
    t.inStream(g -> stream(g, "up"));
    t.close();
    assertEquals(List.of("cancel"), t.grpc.calls.getFirst().events);
    t.grpc.calls.getFirst().listener.onClose(0, "");
    assertEquals(List.of(), heard);
    try (TestVm trapping =
        TestVm.start(
            g ->
                g.on(
                    "proxy_on_grpc_receive",
                    3,
                    (r, token, n) -> {
                      throw TestGuest.unreachable();
                    }))) {
      trapping.inStream(g -> stream(g, "up"));
      trapping.grpc.calls.getFirst().message("x");
      assertEquals(List.of("failed"), trapping.stream.events);
      assertEquals(List.of("cancel"), trapping.grpc.calls.getFirst().events);
    }
  }
}
