package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestGuest.Answer;
import io.weir.proxywasm.testkit.TestVm;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Host calls on buffers. */
class BufferCallsTest {
  private static final int REQUEST = 0;
  private static final int RESPONSE = 1;
  private static final int VM_CONFIGURATION = 6;
  private static final int PLUGIN_CONFIGURATION = 7;
  private static final int MAX = -1; // 0xFFFFFFFF

  private final TestVm t = TestVm.start(setup(), g -> {});

  private static TestVm.Setup setup() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.vmConfiguration = "the vm";
    setup.pluginConfiguration = "the plugin";
    return setup;
  }

  @AfterEach
  void close() {
    t.close();
  }

  private String body() {
    return Objects.requireNonNull(t.stream.bodies.get(BufferType.HTTP_REQUEST_BODY)).toString();
  }

  private void withBody(String text) {
    t.stream.body(BufferType.HTTP_REQUEST_BODY, text);
  }

  @Test
  void readsAreClampedAndNeverFail() {
    withBody("0123456789");
    t.inStream(
        g -> {
          assertEquals("0123456789", g.buffer(REQUEST, 0, 10).text());
          assertEquals("0123456789", g.buffer(REQUEST, 0, MAX).text());
          assertEquals("789", g.buffer(REQUEST, 7, 100).text());
          assertEquals("34", g.buffer(REQUEST, 3, 2).text());
        });
  }

  @Test
  void nothingToReadIsOkWithPointerZero() {
    withBody("0123456789");
    t.inStream(
        g -> {
          Answer nothing = new Answer(OK, 0, 0, "");
          assertEquals(nothing, g.buffer(REQUEST, 0, 0));
          assertEquals(nothing, g.buffer(REQUEST, 10, 1));
          assertEquals(nothing, g.buffer(REQUEST, 11, MAX));
          assertEquals(nothing, g.buffer(REQUEST, MAX, MAX));
        });
    withBody("");
    t.inStream(g -> assertEquals(new Answer(OK, 0, 0, ""), g.buffer(REQUEST, 0, MAX)));
  }

  @Test
  void aBufferThatIsNotThereIsNotFoundAndAnUnknownOneABadArgument() {
    t.inStream(
        g -> {
          assertEquals(NOT_FOUND, g.buffer(REQUEST, 0, 1).status());
          assertEquals(NOT_FOUND, g.buffer(4, 0, 1).status());
          assertEquals(NOT_FOUND, g.host("proxy_get_buffer_status", REQUEST, g.slot(), g.slot()));
          assertEquals(NOT_FOUND, g.setBuffer(REQUEST, 0, 0, "x"));
          for (int type : new int[] {10, -1}) {
            assertEquals(BAD_ARGUMENT, g.buffer(type, 0, 1).status());
            assertEquals(BAD_ARGUMENT, g.host("proxy_get_buffer_status", type, g.slot(), g.slot()));
            assertEquals(BAD_ARGUMENT, g.setBuffer(type, 0, 0, "x"));
          }
        });
  }

  @Test
  void statusTellsTheLengthAndNoFlags() {
    withBody("0123456789");
    t.inStream(
        g -> {
          int length = g.slot();
          int flags = g.slot();
          assertEquals(OK, g.host("proxy_get_buffer_status", REQUEST, length, flags));
          assertEquals(10, g.memory().readInt(length));
          assertEquals(0, g.memory().readInt(flags));
        });
  }

  @Test
  void setAtTheStartReplacesTheHead() {
    withBody("0123456789");
    t.inStream(g -> assertEquals(OK, g.setBuffer(REQUEST, 0, 4, "ab")));
    assertEquals("ab456789", body());
    t.inStream(g -> assertEquals(OK, g.setBuffer(REQUEST, 0, 0, "->")));
    assertEquals("->ab456789", body());
    t.inStream(g -> assertEquals(OK, g.setBuffer(REQUEST, 0, Integer.MAX_VALUE, "all")));
    assertEquals("all", body());
    t.inStream(g -> assertEquals(OK, g.setBuffer(REQUEST, 0, MAX, "")));
    assertEquals("", body());
  }

  @Test
  void setAtOrPastTheEndAppends() {
    withBody("0123");
    t.inStream(g -> assertEquals(OK, g.setBuffer(REQUEST, 4, 0, "a")));
    t.inStream(g -> assertEquals(OK, g.setBuffer(REQUEST, MAX, 0, "b")));
    t.inStream(g -> assertEquals(OK, g.setBuffer(REQUEST, 100, 3, "c")));
    assertEquals("0123abc", body());
  }

  @Test
  void setInTheMiddleIsABadArgument() {
    withBody("0123");
    t.inStream(g -> assertEquals(BAD_ARGUMENT, g.setBuffer(REQUEST, 3, 1, "a")));
    assertEquals("0123", body());
  }

  @Test
  void configurationsAreReadableEverywhereAndWritableNowhere() {
    t.inRoot(
        g -> {
          assertEquals("the vm", g.buffer(VM_CONFIGURATION, 0, MAX).text());
          assertEquals("plugin", g.buffer(PLUGIN_CONFIGURATION, 4, MAX).text());
          assertEquals("the plugin", g.hostBytes("proxy_get_configuration").text());
          assertEquals(BAD_ARGUMENT, g.setBuffer(PLUGIN_CONFIGURATION, 0, 0, "x"));
        });
    t.inStream(g -> assertEquals("the vm", g.buffer(VM_CONFIGURATION, 0, 6).text()));
  }

  @Test
  void theBodyIsThatOfTheDirectionAsked() {
    withBody("up");
    t.stream.body(BufferType.HTTP_RESPONSE_BODY, "down");
    t.inStream(g -> assertEquals("down", g.buffer(RESPONSE, 0, MAX).text()));
  }

  @Test
  void pointersOutsideTheMemoryAreAnsweredNotTrapped() {
    withBody("0123");
    t.inStream(
        g -> {
          assertEquals(
              INVALID_MEMORY_ACCESS,
              g.host("proxy_get_buffer_bytes", REQUEST, 0, MAX, -4, g.slot()));
          assertEquals(
              INVALID_MEMORY_ACCESS, g.host("proxy_set_buffer_bytes", REQUEST, 0, 4, 8, -1));
          assertEquals(INVALID_MEMORY_ACCESS, g.host("proxy_get_buffer_status", REQUEST, -1, -1));
        });
    assertEquals("0123", body());
  }

  @Test
  void anAllocatorThatLiesIsAnsweredNotTrapped() {
    try (TestVm lying = TestVm.start(g -> g.on("malloc", 1, (size, a, b) -> Integer.MAX_VALUE))) {
      lying.stream.body(BufferType.HTTP_REQUEST_BODY, "0123");
      lying.inStream(
          (TestGuest g) -> assertEquals(INVALID_MEMORY_ACCESS, g.buffer(REQUEST, 0, 4).status()));
    }
  }
}
