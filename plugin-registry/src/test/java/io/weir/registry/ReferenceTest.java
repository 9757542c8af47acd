package io.weir.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void readsRegistryRepositoryAndTag() {
    Reference reference = Reference.parse("127.0.0.1:5000/plugins/key-auth:1.0.0");

    assertEquals("127.0.0.1:5000", reference.registry());
    assertEquals("plugins/key-auth", reference.repository());
    assertEquals("1.0.0", reference.tag());
    assertNull(reference.digest());
    assertEquals("127.0.0.1:5000/plugins/key-auth:1.0.0", reference.toString());
  }

  @Test
  void takesLatestWhenNothingIsNamed() {
    assertEquals("latest", Reference.parse("ghcr.io/a/b").target());
    assertEquals("latest", Reference.parse("[::1]:5000/a").tag());
  }

  @Test
  void letsTheDigestCount() {
    assertEquals("sha256:" + HEX, Reference.parse("h/a:1@sha256:" + HEX).target());
    assertNull(Reference.parse("h/a@sha256:" + HEX).tag());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "/a",
        "h/",
        "h/A",
        "h/a//b",
        "h/a:",
        "h/a:-x",
        "h/a:x y",
        "h/a@",
        "h/a@sha256:12",
        "h/a@md5:00",
        "oci://h/a",
        "h:port/a",
        "h/../a",
        "h/a/:1",
        "-h/a",
        "h/_a",
        "h/a__-b"
      })
  void refusesWhatIsNone(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Reference.parse(text));
    assertTrue(String.valueOf(refused.getMessage()).contains("(expected: "), refused.toString());
  }

  @Test
  void suggestsThePolicyOfAnAddress() {
    assertEquals(PullPolicy.ALWAYS, PullPolicy.forUrl("oci://h/a"));
    assertEquals(PullPolicy.ALWAYS, PullPolicy.forUrl("oci://h/a:latest"));
    assertEquals(PullPolicy.IF_NOT_PRESENT, PullPolicy.forUrl("oci://h/a:1.0.0"));
    assertEquals(PullPolicy.IF_NOT_PRESENT, PullPolicy.forUrl("oci://h/a@sha256:" + HEX));
    assertEquals(PullPolicy.IF_NOT_PRESENT, PullPolicy.forUrl("https://h/a.wasm"));
  }
}
