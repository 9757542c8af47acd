package io.weir.host.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.observe.Exposition.Type;
import io.weir.proxywasm.MetricType;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private final Exposition page = new Exposition();

  @Test
  void aFamilyIsTogetherHoweverItWasWritten() {
    page.family("a_total", Type.COUNTER, "A.").sample(1, "x", "1");
    page.family("b", Type.GAUGE, "B.").sample(2.5);
    page.family("a_total", Type.COUNTER, "A.").sample(3, "x", "2");
    page.family("none", Type.GAUGE, "Nobody has it.");
    assertEquals(
        """
        # HELP a_total A.
        # TYPE a_total counter
        a_total{x="1"} 1
        a_total{x="2"} 3
        # HELP b B.
        # TYPE b gauge
        b 2.5
        """,
        page.text());
  }

  @Test
  void labelsMayHoldAnything() {
    page.family("a", Type.GAUGE, "A.").sample(1, "x", "a\"b\\c\nd");
    assertTrue(page.text().contains("a{x=\"a\\\"b\\\\c\\nd\"} 1\n"), page.text());
  }

  @Test
  void largeNumbersAreWhole() {
    page.family("a", Type.COUNTER, "A.").sample(12_345_678_901.0);
    assertTrue(page.text().endsWith("a 12345678901\n"), page.text());
  }

  @Test
  void whatPluginsDefineKeepsItsName() {
    Metrics metrics = new Metrics();
    metrics.define(MetricType.COUNTER, "a.b=1.c").increment(2);
    metrics.define(MetricType.GAUGE, "a-b").record(7);
    metrics.define(MetricType.HISTOGRAM, "h").record(5);
    metrics.define(MetricType.HISTOGRAM, "h").record(6);
    metrics.collect(page);
    assertTrue(page.text().contains("# TYPE wasmcustom_a_b_1_c counter\n"), page.text());
    assertTrue(page.text().contains("wasmcustom_a_b_1_c{name=\"a.b=1.c\"} 2\n"), page.text());
    assertTrue(page.text().contains("wasmcustom_h_sum{name=\"h\"} 11\n"), page.text());
    assertTrue(page.text().contains("wasmcustom_h_count{name=\"h\"} 2\n"), page.text());
  }

  /** One name on the page cannot be of two types. */
  @Test
  void namesThatBecomeOneAreToldApartByLabelAndType() {
    Metrics metrics = new Metrics();
    metrics.define(MetricType.COUNTER, "a.b").increment(1);
    metrics.define(MetricType.COUNTER, "a-b").increment(2);
    metrics.define(MetricType.GAUGE, "a_b").record(3);
    metrics.collect(page);
    assertTrue(page.text().contains("wasmcustom_a_b{name=\"a-b\"} 2\n"), page.text());
    assertTrue(page.text().contains("wasmcustom_a_b{name=\"a.b\"} 1\n"), page.text());
    assertTrue(page.text().contains("wasmcustom_a_b_gauge{name=\"a_b\"} 3\n"), page.text());
  }
}
