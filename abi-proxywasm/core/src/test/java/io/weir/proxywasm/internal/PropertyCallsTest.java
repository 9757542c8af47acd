package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestGuest.Answer;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Properties of the plugin, the stream and the host. */
class PropertyCallsTest {
  private final TestVm t = TestVm.start(g -> {});

  @AfterEach
  void close() {
    t.close();
  }

  private static Answer get(TestGuest g, String path) {
    return g.hostBytes("proxy_get_property", g.text(path));
  }

  private static int set(TestGuest g, String path, String value) {
    return g.hostText("proxy_set_property", path, g.text(value));
  }

  @Test
  void thePluginKnowsItself() {
    t.inRoot(
        g -> {
          assertEquals("tested", get(g, "plugin_name").text());
          assertEquals("root", get(g, "plugin_root_id").text());
          assertEquals("vm", get(g, "plugin_vm_id").text());
          Answer memory = get(g, "plugin_vm_memory");
          assertEquals(8, memory.size());
          assertEquals(65536, g.memory().readLong(memory.pointer()));
        });
  }

  @Test
  void theStreamGoesBeforeTheHost() {
    t.properties.put("a\0b", "host".getBytes(StandardCharsets.UTF_8));
    t.inRoot(g -> assertEquals("host", get(g, "a\0b").text()));
    t.inStream(g -> assertEquals("host", get(g, "a\0b").text()));
    t.stream.properties.put("a\0b", "stream".getBytes(StandardCharsets.UTF_8));
    t.inStream(g -> assertEquals("stream", get(g, "a\0b").text()));
    t.inRoot(g -> assertEquals("host", get(g, "a\0b").text()));
  }

  @Test
  void aSeparatorAtTheEndMeansNothing() {
    t.properties.put("a\0b", "x".getBytes(StandardCharsets.UTF_8));
    t.inStream(g -> assertEquals("x", get(g, "a\0b\0").text()));
  }

  @Test
  void whatIsNotKnownIsNotFoundAndWhatIsEmptyIsOk() {
    t.stream.properties.put("empty", new byte[0]);
    t.inStream(g -> assertEquals(NOT_FOUND, get(g, "response\0code").status()));
    t.inStream(g -> assertEquals(new Answer(OK, 0, 0, ""), get(g, "empty")));
  }

  @Test
  void aStreamsPropertiesCanBeSetButNotTheRoots() {
    t.inStream(
        g -> {
          assertEquals(OK, set(g, "mine", "1"));
          assertEquals("1", get(g, "mine").text());
        });
    t.inRoot(g -> assertEquals(NOT_FOUND, set(g, "mine", "1")));
  }
}
