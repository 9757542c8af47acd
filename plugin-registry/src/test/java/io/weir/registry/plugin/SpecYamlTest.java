package io.weir.registry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.plugin.SpecYaml.UnreadableException;
import org.junit.jupiter.api.Test;

class SpecYamlTest {
  private static UnreadableException refusal(String text) {
    return assertThrows(UnreadableException.class, () -> SpecYaml.read(text));
  }

  @Test
  void onlyWhatJsonTellsApartIsToldApart() throws Exception {
    JsonNode root =
        SpecYaml.read(
                "a: 7\nb: 1.5\nc: yes\nd: true\ne: ~\nf: '7'\ng: 2020-01-01\nh: 0x10\ni: 1.0.0\n")
            .root();

    assertEquals(
        "{\"a\":7,\"b\":1.5,\"c\":\"yes\",\"d\":true,\"e\":null,\"f\":\"7\","
            + "\"g\":\"2020-01-01\",\"h\":\"0x10\",\"i\":\"1.0.0\"}",
        root.toString());
  }

  @Test
  void linesAreKnown() throws Exception {
    var lines = SpecYaml.read("info:\n  name: x\n  list:\n    - a\n    - b\n").lines();

    assertEquals(2, lines.get("/info/name"));
    assertEquals(5, lines.get("/info/list/1"));
  }

  @Test
  void anAliasIsWhatItNames() throws Exception {
    assertEquals(
        "{\"a\":{\"x\":1},\"b\":{\"x\":1}}",
        SpecYaml.read("a: &it { x: 1 }\nb: *it\n").root().toString());
  }

  @Test
  void aliasesThatUnfoldWithoutEndAreRefused() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertTrue(String.valueOf(refusal(text.toString()).getMessage()).contains("more than 20000"));
    refusal("a: &a [*a]\n");
  }

  @Test
  void depthAndSizeAreBounded() {
    refusal("[".repeat(5000));
    refusal("a:\n".indent(1).repeat(200));
    refusal("- x\n".repeat(200_000));
  }

  @Test
  void aTagMakesNoObject() {
    refusal("a: !!javax.script.ScriptEngineManager [x]\n");
  }

  @Test
  void aNameThatIsThereTwiceIsToldWithItsLine() {
    assertEquals(2, refusal("a: 1\na: 2\n").line());
  }
}
