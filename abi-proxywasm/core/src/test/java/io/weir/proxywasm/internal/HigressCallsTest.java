package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INVALID_MEMORY_ACCESS;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestGuest.Answer;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Higress adds for streams. */
class HigressCallsTest {
  private static int inject(TestGuest g, String text, int end) {
    return g.hostText("proxy_inject_encoded_data_to_filter_chain", text, end);
  }

  @Test
  void bytesAreInjectedAfterTheFilter() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> {
            assertEquals(OK, inject(g, "more", 0));
            assertEquals(OK, inject(g, "", 1));
            assertEquals(
                INVALID_MEMORY_ACCESS,
                g.host("proxy_inject_encoded_data_to_filter_chain", -8, 100, 0));
          });
      assertEquals(List.of("inject more false false", "inject  true false"), t.stream.events);
    }
  }

  @Test
  void upstreamHostsArePairs() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(g -> assertEquals(0, g.hostBytes("proxy_get_upstream_hosts").pointer(), "none"));
      t.stream.upstreamHosts.add("127.0.0.1:80", "{}");
      t.inStream(
          g -> {
            Answer answer = g.hostBytes("proxy_get_upstream_hosts");
            assertNotNull(answer.text());
            SimpleHeaderMap hosts =
                PairsCodec.decode(answer.text().getBytes(StandardCharsets.ISO_8859_1));
            assertNotNull(hosts);
            assertEquals("{}", hosts.get("127.0.0.1:80"));
          });
    }
  }

  @Test
  void theHostIsOverridden() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inStream(
          g -> assertEquals(OK, g.hostText("proxy_set_upstream_override_host", "127.0.0.1:81")));
      assertEquals(List.of("override 127.0.0.1:81"), t.stream.events);
    }
  }

  @Test
  void theRootHasNoStreamForThem() {
    try (TestVm t = TestVm.start(g -> {})) {
      t.inRoot(
          g -> {
            assertEquals(BAD_ARGUMENT, inject(g, "x", 0));
            assertEquals(BAD_ARGUMENT, g.hostBytes("proxy_get_upstream_hosts").status());
            assertEquals(BAD_ARGUMENT, g.hostText("proxy_set_upstream_override_host", "a:1"));
          });
    }
  }
}
