package io.weir.proxywasm;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static io.weir.proxywasm.testkit.Statuses.UNIMPLEMENTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.proxywasm.testkit.FakeBody;
import io.weir.proxywasm.testkit.FakeTcpStream;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/** A TCP connection as a guest hears of it. */
class TcpContextTest {
  private final FakeTcpStream stream = new FakeTcpStream();
  private final List<String> events = new ArrayList<>();

  private void noting(TestGuest g) {
    noting(g, "proxy_on_new_connection", 1);
    noting(g, "proxy_on_downstream_data", 3);
    noting(g, "proxy_on_upstream_data", 3);
    noting(g, "proxy_on_downstream_connection_close", 2);
    noting(g, "proxy_on_upstream_connection_close", 2);
    noting(g, "proxy_on_done", 1);
    noting(g, "proxy_on_log", 1);
    noting(g, "proxy_on_delete", 1);
  }

  private void noting(TestGuest g, String callback, int params) {
    g.on(
        callback,
        params,
        (context, a, b) -> {
          String name = callback.substring("proxy_on_".length());
          events.add(List.of(name, name + " " + a, name + " " + a + " " + b).get(params - 1));
          return 0;
        });
  }

  private TestVm inData(ToIntFunction<TestGuest> script) {
    return TestVm.start(
        g ->
            g.on("proxy_on_downstream_data", 3, (context, size, end) -> script.applyAsInt(g))
                .on("proxy_on_upstream_data", 3, (context, size, end) -> script.applyAsInt(g)));
  }

  @Test
  void aConnectionIsToldFromItsBeginningToItsEnd() {
    try (TestVm t = TestVm.start(this::noting)) {
      TcpContext context = t.vm().newTcpContext(stream);
      assertEquals(FilterStatus.CONTINUE, context.onNewConnection());
      context.onDownstreamData(5, false);
      context.onUpstreamData(7, true);
      context.onUpstreamClose(PeerType.REMOTE);
      context.onDownstreamClose(PeerType.LOCAL);
      context.end();
      context.end();
      assertEquals(
          List.of(
              "new_connection",
              "downstream_data 5 0",
              "upstream_data 7 1",
              "upstream_connection_close 2",
              "downstream_connection_close 1",
              "done",
              "log",
              "delete"),
          events);
      assertEquals(2, t.guest().contexts().size(), "the root and the connection");
    }
  }

  @Test
  void whatTheGuestAnswersHoldsTheDataOrNot() {
    for (Map.Entry<Integer, FilterStatus> e :
        Map.of(0, FilterStatus.CONTINUE, 1, FilterStatus.STOP, 77, FilterStatus.STOP).entrySet()) {
      try (TestVm t = inData(g -> e.getKey())) {
        TcpContext context = t.vm().newTcpContext(stream);
        assertEquals(e.getValue(), context.onDownstreamData(1, false));
        assertEquals(e.getValue(), context.onUpstreamData(1, false));
      }
    }
  }

  @Test
  void aGuestWithoutCallbacksHoldsNothing() {
    try (TestVm t = TestVm.start(g -> {})) {
      TcpContext context = t.vm().newTcpContext(stream);
      assertEquals(FilterStatus.CONTINUE, context.onNewConnection());
      assertEquals(FilterStatus.CONTINUE, context.onDownstreamData(1, true));
      assertEquals(FilterStatus.CONTINUE, context.onUpstreamData(1, true));
      context.onDownstreamClose(PeerType.UNKNOWN);
      context.end();
    }
  }

  @Test
  void dataAreReadAndChanged() {
    stream.data.put(BufferType.DOWNSTREAM_DATA, new FakeBody("hello"));
    try (TestVm t =
        inData(
            g -> {
              assertEquals("hello", g.buffer(2, 0, 99).text());
              assertEquals(NOT_FOUND, g.buffer(3, 0, 99).status());
              assertEquals(NOT_FOUND, g.buffer(0, 0, 99).status());
              assertEquals(OK, g.setBuffer(2, 0, 1, "J"));
              assertEquals(OK, g.setBuffer(2, 5, 0, "!"));
              assertEquals(NOT_FOUND, g.setBuffer(3, 0, 0, "x"));
              return 0;
            })) {
      t.vm().newTcpContext(stream).onDownstreamData(5, false);
    }
    assertEquals("Jello!", Objects.toString(stream.data.get(BufferType.DOWNSTREAM_DATA)));
  }

  @Test
  void aConnectionIsResumedAndClosedAfterTheCall() {
    try (TestVm t =
        inData(
            g -> {
              assertEquals(OK, g.host("proxy_continue_stream", 2));
              assertEquals(UNIMPLEMENTED, g.host("proxy_continue_stream", 3), "as Envoy has it");
              assertEquals(OK, g.host("proxy_close_stream", 2));
              assertEquals(OK, g.host("proxy_close_stream", 3));
              assertEquals(BAD_ARGUMENT, g.host("proxy_close_stream", 4));
              assertEquals(OK, g.host("proxy_continue_stream", 0), "nothing to do here");
              assertEquals(OK, g.host("proxy_close_stream", 1));
              assertEquals(List.of(), stream.events);
              return 1;
            })) {
      t.vm().newTcpContext(stream).onDownstreamData(1, false);
    }
    assertEquals(
        List.of("continue DOWNSTREAM", "close DOWNSTREAM", "close UPSTREAM"), stream.events);
  }

  @Test
  void whatBelongsToHttpIsABadArgument() {
    try (TestVm t =
        inData(
            g -> {
              assertEquals(BAD_ARGUMENT, g.reply(403, "no"));
              assertEquals(
                  BAD_ARGUMENT, g.setHeader("proxy_add_header_map_value", 0, "name", "value"));
              assertEquals(NOT_FOUND, g.header(0, "name").status());
              return 0;
            })) {
      t.vm().newTcpContext(stream).onUpstreamData(1, false);
    }
  }

  @Test
  void aTrapElsewhereIsToldToTheConnection() {
    try (TestVm t = TestVm.start(this::noting)) {
      TcpContext context = t.vm().newTcpContext(stream);
      context.onNewConnection();
      assertThrows(
          PluginException.class,
          () ->
              t.inStream(
                  g -> {
                    throw TestGuest.unreachable();
                  }));
      assertEquals(List.of("failed"), stream.events);
      assertThrows(PluginException.class, () -> context.onDownstreamData(1, false));
      context.end();
      assertEquals(List.of("new_connection"), events);
    }
  }
}
