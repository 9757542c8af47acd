package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static io.weir.proxywasm.testkit.Statuses.UNIMPLEMENTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.MapType;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.host.LocalReply;
import io.weir.proxywasm.testkit.FakeStream;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Host calls that move a stream on, and the effective context. */
class StreamCallsTest {
  @Test
  void aLocalReplyIsSentOnceTheGuestHasReturned() {
    try (TestVm t = TestVm.start(g -> {})) {
      SimpleHeaderMap more = new SimpleHeaderMap();
      more.add("X-Why", "because");
      t.inStream(
          g -> {
            long[] a = TestGuest.joined(new long[] {403}, g.text("not for you"));
            a =
                TestGuest.joined(
                    TestGuest.joined(a, g.text("no")), g.bytes(PairsCodec.encode(more)));
            assertEquals(OK, g.host("proxy_send_local_response", TestGuest.joined(a, 7)));
            assertEquals(List.of(), t.stream.events, "not while the guest runs");
          });
      LocalReply reply = Objects.requireNonNull(t.stream.reply);
      assertEquals(403, reply.status());
      assertEquals("not_for_you", reply.detail());
      assertEquals("because", reply.headers().get("x-why"));
      assertEquals(7, reply.grpcStatus());
      assertEquals(List.of("reply 403 no"), t.stream.events);
    }
  }

  @Test
  void aReplyThatCannotBeSentIsABadArgument() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            assertEquals(BAD_ARGUMENT, g.reply(100, ""));
            assertEquals(BAD_ARGUMENT, g.reply(1000, ""));
            long[] pairs = g.bytes(new byte[] {1, 0, 0, 0});
            assertEquals(
                BAD_ARGUMENT,
                g.host("proxy_send_local_response", 403, 0, 0, 0, 0, pairs[0], pairs[1], -1));
          });
      t.inRoot(g -> assertEquals(BAD_ARGUMENT, g.reply(403, "the root has no stream")));
      assertEquals(List.of(), t.stream.events);
    }
  }

  @Test
  void actionsHappenInOrderAfterTheCall() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            assertEquals(OK, g.host("proxy_continue_stream", 0));
            assertEquals(OK, g.host("proxy_continue_stream", 1));
            assertEquals(OK, g.host("proxy_continue_request"));
            assertEquals(OK, g.host("proxy_continue_response"));
            assertEquals(OK, g.host("proxy_close_stream", 1));
            assertEquals(List.of(), t.stream.events);
          });
      assertEquals(
          List.of(
              "continue HTTP_REQUEST",
              "continue HTTP_RESPONSE",
              "continue HTTP_REQUEST",
              "continue HTTP_RESPONSE",
              "close HTTP_RESPONSE"),
          t.stream.events);
    }
  }

  @Test
  void aGuestThatAsksWithoutEndIsToldSoAndFillsNoHeap() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            int asked = 0;
            while (g.host("proxy_continue_stream", 0) == OK && asked < 1_000_000) {
              asked++;
            }
            assertEquals(10_000, asked);
          });
      assertEquals(10_000, t.stream.events.size());
      t.inStream(
          g -> {
            long[] body = g.text("x".repeat(400_000));
            long[] reply = {403, 0, 0, body[0], body[1], 0, 0, -1};
            assertEquals(OK, g.host("proxy_send_local_response", reply));
            assertEquals(OK, g.host("proxy_send_local_response", reply));
            assertEquals(10, g.host("proxy_send_local_response", reply), "over 1 MiB of bodies");
          });
      t.inStream(g -> assertEquals(OK, g.host("proxy_continue_stream", 0)));
    }
  }

  @Test
  void streamsThatDoNotExistAreAnswered() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            assertEquals(UNIMPLEMENTED, g.host("proxy_continue_stream", 3));
            assertEquals(BAD_ARGUMENT, g.host("proxy_continue_stream", 4));
            assertEquals(BAD_ARGUMENT, g.host("proxy_continue_stream", -1));
            assertEquals(BAD_ARGUMENT, g.host("proxy_close_stream", 4));
            assertEquals(OK, g.host("proxy_continue_stream", 2), "there is no connection here");
            assertEquals(OK, g.host("proxy_close_stream", 3));
            assertEquals(OK, g.host("proxy_clear_route_cache"));
          });
      assertEquals(List.of(), t.stream.events);
    }
  }

  @Test
  void theRootHasNothingToContinueAndIsToldOk() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inRoot(g -> assertEquals(OK, g.host("proxy_continue_stream", 0)));
      assertEquals(List.of(), t.stream.events);
    }
  }

  @Test
  void theEffectiveContextHoldsForTheRestOfOneCall() {
    try (TestVm t = TestVm.start(g -> {})) {
      FakeStream second = new FakeStream().header(MapType.REQUEST_HEADERS, "who", "second");
      t.stream.header(MapType.REQUEST_HEADERS, "who", "first");
      t.inStream(g -> {});
      int first = t.guest().contexts().getLast();
      t.vm().newHttpContext(second).onRequestHeaders(1, true);
      int other = t.guest().contexts().getLast();
      t.inRoot(
          g -> {
            assertEquals(OK, g.host("proxy_set_effective_context", other));
            assertEquals("second", g.header(0, "who").text());
            assertEquals(OK, g.host("proxy_set_effective_context", first));
            assertEquals("first", g.header(0, "who").text());
            assertEquals(OK, g.host("proxy_set_effective_context", other));
          });
      t.inStream(g -> assertEquals("first", g.header(0, "who").text()));
    }
  }

  @Test
  void anUnknownContextIsABadArgumentAndChangesNothing() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.stream.header(MapType.REQUEST_HEADERS, "who", "me");
      t.inStream(
          g -> {
            for (int id : new int[] {0, -1, 12345}) {
              assertEquals(BAD_ARGUMENT, g.host("proxy_set_effective_context", id));
            }
            assertEquals("me", g.header(0, "who").text());
          });
    }
  }

  @Test
  void aStreamsContextIsKnownUntilOnDeleteHasReturned() {
    int[] during = {-1};
    int[] id = new int[1];
    try (TestVm t =
        TestVm.start(
            g ->
                g.on(
                    "proxy_on_delete",
                    1,
                    (context, a, b) ->
                        during[0] = g.host("proxy_set_effective_context", context)))) {
      t.inStream(g -> {});
      id[0] = t.guest().contexts().getLast();
      t.context().end();
      assertEquals(OK, during[0]);
      t.inRoot(g -> assertEquals(BAD_ARGUMENT, g.host("proxy_set_effective_context", id[0])));
    }
  }

  @Test
  void whatATrappedCallHadAskedForDoesNotHappen() {
    try (TestVm t = TestVm.start(g -> {})) {
      assertThrows(
          PluginException.class,
          () ->
              t.inStream(
                  g -> {
                    assertEquals(OK, g.reply(403, "no"));
                    throw TestGuest.unreachable();
                  }));
      assertEquals(List.of(), t.stream.events);
      assertNotNull(t.vm().failure());
    }
  }
}
