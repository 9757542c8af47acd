package io.weir.proxywasm.tck.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final String PRELUDE =
      """
      (import "env" "used" (func $used (result i32)))

      (import "env" "unused" (func $unused (result i32)))

      (memory (export "memory") 1)

      (func (export "proxy_abi_version_0_2_1"))
      """;

  private static Rule read(String file) {
    return RuleReader.read("family/name", file, new Prelude(PRELUDE));
  }

  @Test
  void everyRuleIsAModule() {
    List<Rule> rules = Rules.all();
    assertTrue(rules.size() > 100, "rules: " + rules.size());
    rules.forEach(rule -> assertTrue(rule.wasm().length > 8, rule.id()));
  }

  @Test
  void aModuleImportsOnlyWhatItNames() {
    String wat =
        read(";; A rule.\n;; @source x\n;; @report a\n(func $f (drop (call $used)))").wat();
    assertTrue(wat.contains("\"used\""), wat);
    assertFalse(wat.contains("unused"), wat);
  }

  @Test
  void anOwnVersionTakesThePlaceOfTheUsual() {
    String own = "(func (export \"proxy_abi_version_0_1_0\"))";
    String wat = read(";; A rule.\n;; @source x\n;; @refused\n" + own).wat();
    assertFalse(wat.contains("0_2_1"), wat);
  }

  @Test
  void readsExchangesInOrder() {
    Rule rule =
        read(
            """
            ;; A rule
            ;; of two lines.
            ;; @source x
            ;; @request POST /one
            ;; @body a
            ;; @body b
            ;; @answer 404
            ;; @request GET /two
            ;; @upstream-header !x-a
            """);
    assertEquals("A rule of two lines.", rule.text());
    assertEquals(List.of("a", "b"), rule.exchanges().getFirst().request().chunks());
    assertEquals("404", rule.exchanges().getFirst().answer().start());
    assertEquals("200", rule.exchanges().getLast().answer().start());
    assertEquals("!x-a", rule.exchanges().getLast().upstream().headers().getFirst().name());
  }

  @Test
  void filtersAreToldTheirNumbers() {
    Rule rule = read(";; A rule.\n;; @source x\n;; @tcp\n;; @filters 2\n;; @report a");
    assertEquals(List.of("{\"filter\":1}", "{\"filter\":2}"), rule.pluginConfigurations());
    assertEquals(Set.of(Trait.TCP), rule.traits());
  }

  @Test
  void namesTheRuleOfAWrongDirective() {
    String wrong = ";; A rule.\n;; @source x\n;; @surprise\n";
    Exception e = assertThrows(IllegalArgumentException.class, () -> read(wrong));
    assertEquals("family/name: @surprise: no such directive here", e.getMessage());
  }

  @Test
  void abbreviationsArePlacedOneAfterTheOther() {
    String plain =
        Abbreviations.expand("(f #-5 (str \"a#\\01\")) ;; #7\n(g (pairs \"k\" \"\") (out))");
    assertTrue(plain.contains("(f (i32.const -5) (i32.const 4096) (i32.const 3))"), plain);
    assertTrue(plain.contains(";; #7"), plain);
    assertTrue(
        plain.contains("(g (i32.const 4099) (i32.const 15) (i32.const 8) (i32.const 12))"), plain);
    assertTrue(
        plain.contains("\\01\\00\\00\\00\\01\\00\\00\\00\\00\\00\\00\\00\\6b\\00\\00"), plain);
  }
}
