package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static io.weir.proxywasm.testkit.Statuses.PARSE_FAILURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.WasmResult;
import io.weir.proxywasm.host.ForeignFunctions.Result;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestGuest.Answer;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions by name, both ways. */
class ForeignCallsTest {
  private static final String FUNCTION = "proxy_call_foreign_function";
  private static final int SERIALIZATION_FAILURE = 3;

  private static Answer call(TestGuest g, String name, byte[] arguments) {
    return g.hostBytes(FUNCTION, TestGuest.joined(g.text(name), g.bytes(arguments)));
  }

  private static Answer call(TestGuest g, String name, String arguments) {
    return call(g, name, arguments.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void anUnknownFunctionIsNotFound() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(g -> assertEquals(NOT_FOUND, call(g, "no such thing", "").status()));
    }
  }

  @Test
  void theEmbedderHasFunctionsOfItsOwn() {
    TestVm.Setup setup = new TestVm.Setup();
    List<Object> streams = new ArrayList<>();
    setup.foreign =
        (name, arguments, stream) -> {
          streams.add(stream == null ? "root" : stream);
          String answer = name + "(" + new String(arguments, StandardCharsets.UTF_8) + ")";
          return name.equals("refuse")
              ? Result.of(WasmResult.BAD_ARGUMENT)
              : Result.ok(answer.getBytes(StandardCharsets.UTF_8));
        };
    try (TestVm t = TestVm.start(setup, g -> {})) {
      t.inStream(
          g -> {
            assertEquals("own(x)", call(g, "own", "x").text());
            assertEquals(BAD_ARGUMENT, call(g, "refuse", "").status());
          });
      t.inRoot(g -> call(g, "own", ""));
      assertEquals(List.of(t.stream, t.stream, "root"), streams);
    }
  }

  @Test
  void theResultNeedNotBeWanted() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.foreign = (name, arguments, stream) -> Result.ok(new byte[] {'a', 'b', 'c'});
    try (TestVm t = TestVm.start(setup, g -> {})) {
      t.inStream(
          g -> {
            int before = g.memory().allocated();
            long[] name = g.text("own");
            int used = g.memory().allocated();
            assertEquals(OK, g.host(FUNCTION, TestGuest.joined(name, 0, 0, 0, 0)));
            assertEquals(used, g.memory().allocated(), "nothing is allocated for it: " + before);
            int size = g.slot();
            assertEquals(OK, g.host(FUNCTION, TestGuest.joined(name, 0, 0, 0, size)));
            assertEquals(3, g.memory().readInt(size));
            int pointer = g.slot();
            assertEquals(OK, g.host(FUNCTION, TestGuest.joined(name, 0, 0, pointer, 0)));
            assertEquals(0, g.memory().readInt(pointer));
            assertEquals(
                INVALID_MEMORY_ACCESS,
                g.host(FUNCTION, TestGuest.joined(name, 0, 0, g.slot(), -2)));
          });
    }
  }

  @Test
  void theLogLevelIsFourBytes() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(g -> assertEquals("\1\0\0\0", call(g, "get_log_level", "").text(), "debug"));
    }
  }

  @Test
  void dataGoIntoTheChainWhileTheHeadersAreHeld() {
    String function = "inject_encoded_data_to_filter_chain_on_header";
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            assertEquals(OK, call(g, function, "\n\4more\20\1").status());
            assertEquals(OK, call(g, function, "").status());
            assertEquals(PARSE_FAILURE, call(g, function, "\n\77more").status());
          });
      assertEquals(List.of("inject more true true", "inject  false true"), t.stream.events);
      t.inRoot(g -> assertEquals(BAD_ARGUMENT, call(g, function, "\n\4more").status()));
    }
  }

  @Test
  void settingsOfTheLoopAreTakenInTheirForm() {
    String function = "set_global_max_requests_per_io_cycle";
    try (TestVm t = TestVm.start(g -> {})) {
      t.inRoot(
          g -> {
            assertEquals(OK, call(g, function, "\1\0\0\0\0\0\0\0").status());
            assertEquals(BAD_ARGUMENT, call(g, function, "\1").status());
            assertEquals(OK, call(g, "clear_route_cache", "").status());
          });
    }
  }

  @Test
  void whatWasCompressedComesBack() {
    byte[] text = "the same ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            Answer packed = call(g, "compress", text);
            assertEquals(OK, packed.status());
            assertTrue(packed.size() < text.length / 10, "" + packed.size());
            String back = call(g, "uncompress", String.valueOf(packed.text())).text();
            assertEquals(new String(text, StandardCharsets.UTF_8), back);
          });
    }
  }

  @Test
  void whatIsNotCompressedOrTooMuchIsRefused() {
    byte[] bomb = Zlib.compress(new byte[1 << 20], limits(2 << 20)).value();
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            assertEquals(SERIALIZATION_FAILURE, call(g, "uncompress", "no zlib").status());
            assertEquals(SERIALIZATION_FAILURE, call(g, "uncompress", "").status());
            String cut = String.valueOf(call(g, "compress", "abc").text()).substring(0, 5);
            assertEquals(SERIALIZATION_FAILURE, call(g, "uncompress", cut).status());
          });
    }
    assertEquals(WasmResult.OK, Zlib.uncompress(bomb, limits(2 << 20)).status());
    assertEquals(
        WasmResult.SERIALIZATION_FAILURE, Zlib.uncompress(bomb, limits(1000 << 10)).status());
    assertEquals(
        WasmResult.BAD_ARGUMENT, Zlib.compress(new byte[2 << 20], limits(4 << 20)).status());
  }

  private static AbiLimits limits(long memory) {
    return AbiLimits.DEFAULT.withMemory(memory);
  }

  @Test
  void theEmbedderCallsAFunctionOfTheGuest() {
    List<String> heard = new ArrayList<>();
    try (TestVm t =
        TestVm.start(
            g ->
                g.on(
                    "proxy_on_foreign_function",
                    3,
                    (root, function, size) -> {
                      heard.add(root + " " + function + " " + size + g.buffer(8, 0, 9).text());
                      return 0;
                    }))) {
      t.vm().callForeignFunction(7, new byte[] {'a', 'b'});
      assertEquals(List.of(t.guest().contexts().getFirst() + " 7 2ab"), heard);
      t.inStream(g -> assertEquals(NOT_FOUND, g.buffer(8, 0, 1).status()));
    }
  }

  @Test
  void whatFillsTheBufferOrIsEmptyIsUnpackedToo() {
    try (TestVm t = TestVm.start(g -> {})) {
      for (String text : List.of("", "x".repeat(16 << 10), "x".repeat(32 << 10))) {
        t.inStream(
            g -> {
              Answer packed = call(g, "compress", text);
              byte[] bytes = new byte[packed.size()];
              g.memory().read(packed.pointer(), bytes, 0, bytes.length);
              Answer unpacked = call(g, "uncompress", bytes);
              assertEquals(OK, unpacked.status(), text.length() + " bytes");
              assertEquals(text, unpacked.text());
            });
      }
    }
  }
}
