package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INTERNAL_FAILURE;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.testkit.FakeBody;
import io.weir.proxywasm.testkit.FakeCallouts;
import io.weir.proxywasm.testkit.FakeHeaders;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestGuest.Answer;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HTTP calls that a guest makes: one token, one answer. */
class CalloutsTest {
  private final List<String> answers = new ArrayList<>();

  private TestVm start() {
    return TestVm.start(this::noting);
  }

  private void noting(TestGuest g) {
    g.onLong(
        "proxy_on_http_call_response",
        5,
        (root, token, headers, body, trailers) -> {
          answers.add(root + " " + token + " " + headers + " " + body + " " + trailers);
          return 0;
        });
  }

  private static byte[] headers(String... pairs) {
    SimpleHeaderMap map = new SimpleHeaderMap();
    for (int i = 0; i < pairs.length; i += 2) {
      map.add(pairs[i], pairs[i + 1]);
    }
    return PairsCodec.encode(map);
  }

  private static final byte[] GOOD = headers(":method", "GET", ":path", "/", ":authority", "x");

  private static int call(
      TestGuest g, String upstream, byte[] headers, byte[] trailers, int timeout, int out) {
    long[] args = TestGuest.joined(g.text(upstream), g.bytes(headers));
    args = TestGuest.joined(TestGuest.joined(args, g.text("ask")), g.bytes(trailers));
    return g.host("proxy_http_call", TestGuest.joined(args, timeout, out));
  }

  static int call(TestGuest g, String upstream) {
    return call(g, upstream, GOOD, new byte[0], 1000, g.slot());
  }

  private static int token(TestGuest g) {
    int out = g.slot();
    assertEquals(OK, call(g, "up", GOOD, new byte[0], 1000, out));
    return g.memory().readInt(out);
  }

  @Test
  void whatWasAskedGoesOutAndTokensDiffer() {
    try (TestVm t = start()) {
      byte[] trailers = headers("t", "1");
      t.inStream(g -> assertEquals(OK, call(g, "up", GOOD, trailers, 250, g.slot())));
      FakeCallouts.Call call = t.callouts.calls.getFirst();
      assertEquals("up", call.upstream());
      assertEquals("x", call.headers().get(":authority"));
      assertEquals("ask", new String(call.body(), StandardCharsets.UTF_8));
      assertEquals("1", call.trailers().get("t"));
      assertEquals(250, call.timeoutMillis());
      t.inStream(g -> assertNotEquals(token(g), token(g)));
      t.inStream(g -> assertEquals(0, token(g) & 3, "the two low bits tell an HTTP call"));
    }
  }

  @Test
  void theAnswerGoesToTheRootWithItsCounts() {
    try (TestVm t = start()) {
      int[] token = new int[1];
      t.inStream(g -> token[0] = token(g));
      int root = t.guest().contexts().getFirst();
      FakeHeaders headers = new FakeHeaders();
      headers.add(":status", "200");
      headers.add("a", "b");
      FakeHeaders trailers = new FakeHeaders();
      trailers.add("c", "d");
      t.callouts.calls.getFirst().listener().onResponse(headers, new FakeBody("12345"), trailers);
      assertEquals(List.of(root + " " + token[0] + " 2 5 1"), answers);
    }
  }

  @Test
  void theAnswerIsReadableDuringItsCallbackOnly() {
    List<Answer> seen = new ArrayList<>();
    try (TestVm t =
        TestVm.start(
            g ->
                g.onLong(
                    "proxy_on_http_call_response",
                    5,
                    (root, token, headers, body, trailers) -> {
                      seen.add(g.header(6, ":status"));
                      seen.add(g.buffer(4, 1, 3));
                      seen.add(g.hostBytes("proxy_get_header_map_pairs", 7));
                      return 0;
                    }))) {
      t.inStream(g -> token(g));
      t.callouts.calls.getFirst().answer("503", "abcdef");
      assertEquals("503", seen.get(0).text());
      assertEquals("bcd", seen.get(1).text());
      assertEquals(new Answer(OK, 0, 0, ""), seen.get(2));
      t.inStream(
          g -> {
            assertEquals(NOT_FOUND, g.header(6, ":status").status());
            assertEquals(NOT_FOUND, g.buffer(4, 0, 1).status());
          });
    }
  }

  @Test
  void aLostConnectionIsAnAnswerWithoutHeadersAndStatusEleven() {
    List<String> status = new ArrayList<>();
    try (TestVm t =
        TestVm.start(
            g ->
                g.onLong(
                    "proxy_on_http_call_response",
                    5,
                    (root, token, headers, body, trailers) -> {
                      int code = g.slot();
                      Answer answer = g.hostBytes("proxy_get_status", code);
                      status.add(headers + " " + g.memory().readInt(code) + " " + answer.text());
                      return 0;
                    }))) {
      t.inStream(g -> token(g));
      t.inStream(g -> token(g));
      t.callouts.calls.get(0).listener().onReset("the peer went away");
      t.callouts.calls.get(1).answer("200", "");
      assertEquals(List.of("0 11 reset", "1 0 "), status);
      assertTrue(t.log.stream().anyMatch(l -> l.contains("the peer went away")), t.log.toString());
    }
  }

  @Test
  void theAnswerComesAlsoWhenTheStreamIsGone() {
    try (TestVm t = start()) {
      t.inStream(g -> token(g));
      t.context().end();
      t.callouts.calls.getFirst().answer("200", "");
      assertEquals(1, answers.size());
    }
  }

  @Test
  void theAnswerMayBeForAStreamThatIsStillThere() {
    int[] stream = new int[1];
    try (TestVm t =
        TestVm.start(
            g ->
                g.onLong(
                    "proxy_on_http_call_response",
                    5,
                    (root, token, headers, body, trailers) -> {
                      assertEquals(OK, g.host("proxy_set_effective_context", stream[0]));
                      assertEquals(OK, g.host("proxy_continue_stream", 0));
                      return 0;
                    }))) {
      t.inStream(g -> token(g));
      stream[0] = t.guest().contexts().getLast();
      t.callouts.calls.getFirst().answer("200", "");
      assertEquals(List.of("continue HTTP_REQUEST"), t.stream.events);
    }
  }

  @Test
  void aCallThatCannotBeMadeIsABadArgumentAndNoTokenIsGiven() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            int out = g.slot();
            byte[] none = new byte[0];
            assertEquals(
                BAD_ARGUMENT, call(g, "up", headers(":method", "GET"), none, 1, out), "no path");
            assertEquals(BAD_ARGUMENT, call(g, "up", none, none, 1, out));
            assertEquals(BAD_ARGUMENT, call(g, "up", GOOD, none, -1, out));
            assertEquals(BAD_ARGUMENT, call(g, "up", GOOD, new byte[] {1}, 1, out));
            assertEquals(BAD_ARGUMENT, call(g, "up", new byte[] {1, 0, 0, 0}, none, 1, out));
            assertEquals(INVALID_MEMORY_ACCESS, call(g, "up", GOOD, none, 1, -2));
          });
      assertTrue(t.callouts.calls.isEmpty(), "nothing is sent");
      t.callouts.result = WasmResult.BAD_ARGUMENT;
      t.inStream(g -> assertEquals(BAD_ARGUMENT, call(g, "no such upstream")));
      assertEquals(List.of(), answers);
    }
  }

  @Test
  void callsBeforeAdoptionWaitForIt() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.adopt = false;
    try (TestVm t =
        TestVm.start(
            setup,
            g -> {
              noting(g);
              g.on("proxy_on_configure", 2, (root, size, c) -> token(g) != 0 ? 1 : 0);
            })) {
      assertTrue(t.callouts.calls.isEmpty());
      t.adopt();
      t.callouts.calls.getFirst().answer("200", "");
      assertEquals(1, answers.size());
    }
  }

  @Test
  void aCallBeforeAdoptionThatCannotBeMadeGetsItsOneAnswerThen() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.adopt = false;
    try (TestVm t =
        TestVm.start(
            setup,
            g -> {
              noting(g);
              g.on("proxy_on_configure", 2, (root, size, c) -> token(g) != 0 ? 1 : 0);
            })) {
      t.callouts.result = WasmResult.BAD_ARGUMENT;
      t.adopt();
      int root = t.guest().contexts().getFirst();
      assertEquals(List.of(root + " 4 0 0 0"), answers);
    }
  }

  @Test
  void thereIsALimitOfCallsInFlight() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            for (int i = 0; i < 4; i++) {
              token(g);
            }
            assertEquals(INTERNAL_FAILURE, call(g, "up"));
          });
      assertEquals(1, t.vm().stats().refusedCallouts());
      t.callouts.calls.getFirst().listener().onReset("gone");
      t.inStream(g -> assertEquals(OK, call(g, "up")));
      assertEquals(1, t.vm().stats().refusedCallouts());
    }
  }

  @Test
  void aResetThatIsToldTooEarlyWaitsForTheGuestToReturn() {
    try (TestVm t = start()) {
      t.inStream(
          g -> {
            token(g);
            t.callouts.calls.getFirst().listener().onReset("at once");
            assertEquals(List.of(), answers, "a guest is never re-entered");
          });
      assertEquals(1, answers.size());
    }
  }

  @Test
  void aTrapInAnAnswerFailsTheVmAndItsStreamsOnce() {
    try (TestVm t =
        TestVm.start(
            g ->
                g.onLong(
                    "proxy_on_http_call_response",
                    5,
                    (root, token, headers, body, trailers) -> {
                      throw TestGuest.unreachable();
                    }))) {
      t.inStream(g -> token(g));
      t.inStream(g -> token(g));
      t.callouts.calls.get(0).answer("200", "");
      t.callouts.calls.get(1).answer("200", "");
      assertNotNull(t.vm().failure());
      assertEquals(List.of("failed"), t.stream.events);
    }
  }

  @Test
  void nothingIsToldToAClosedVm() {
    TestVm t = start();
    t.inStream(g -> token(g));
    t.close();
    t.callouts.calls.getFirst().answer("200", "");
    assertEquals(List.of(), answers);
  }

  @Test
  void aGuestWithoutTheCallbackLosesNothing() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(g -> token(g));
      t.callouts.calls.getFirst().answer("200", "");
      assertEquals(null, t.vm().failure());
    }
  }
}
