package io.weir.proxywasm.internal;

import static io.weir.proxywasm.testkit.Statuses.BAD_ARGUMENT;
import static io.weir.proxywasm.testkit.Statuses.INTERNAL_FAILURE;
import static io.weir.proxywasm.testkit.Statuses.NOT_FOUND;
import static io.weir.proxywasm.testkit.Statuses.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metrics as a guest defines and reads them. */
class MetricCallsTest {
  private static final int COUNTER = 0;
  private static final int GAUGE = 1;
  private static final int HISTOGRAM = 2;

  private final TestVm t = TestVm.start(g -> {});

  @AfterEach
  void close() {
    t.close();
  }

  private static int define(TestGuest g, int type, String name) {
    int out = g.slot();
    long[] n = g.text(name);
    assertEquals(OK, g.host("proxy_define_metric", type, n[0], n[1], out));
    return g.memory().readInt(out);
  }

  private static long value(TestGuest g, int id) {
    int out = g.slot();
    assertEquals(OK, g.host("proxy_get_metric", id, out));
    return g.memory().readLong(out);
  }

  @Test
  void anIdCarriesItsTypeAndTheSameNameIsTheSameMetric() {
    t.inRoot(
        g -> {
          int first = define(g, COUNTER, "n");
          int second = define(g, COUNTER, "n");
          assertNotEquals(first, second);
          assertEquals(COUNTER, first & 3);
          assertEquals(GAUGE, define(g, GAUGE, "n") & 3);
          assertEquals(HISTOGRAM, define(g, HISTOGRAM, "n") & 3);
          assertEquals(OK, g.host("proxy_increment_metric", first, 5));
          assertEquals(5, value(g, second));
        });
  }

  @Test
  void aCounterOnlyGoesUp() {
    t.inRoot(
        g -> {
          int id = define(g, COUNTER, "c");
          assertEquals(OK, g.host("proxy_increment_metric", id, 1L << 40));
          assertEquals(BAD_ARGUMENT, g.host("proxy_increment_metric", id, 0));
          assertEquals(BAD_ARGUMENT, g.host("proxy_increment_metric", id, -1));
          assertEquals(OK, g.host("proxy_record_metric", id, 2), "record on a counter adds");
          assertEquals((1L << 40) + 2, value(g, id));
        });
  }

  @Test
  void aGaugeGoesBothWaysAndIsSet() {
    t.inRoot(
        g -> {
          int id = define(g, GAUGE, "g");
          assertEquals(OK, g.host("proxy_increment_metric", id, 3));
          assertEquals(OK, g.host("proxy_increment_metric", id, -5));
          assertEquals(-2, value(g, id));
          assertEquals(OK, g.host("proxy_record_metric", id, 9));
          assertEquals(9, value(g, id));
        });
  }

  @Test
  void aHistogramIsOnlyRecorded() {
    t.inRoot(
        g -> {
          int id = define(g, HISTOGRAM, "h");
          assertEquals(OK, g.host("proxy_record_metric", id, 9));
          assertEquals(BAD_ARGUMENT, g.host("proxy_increment_metric", id, 1));
          assertEquals(BAD_ARGUMENT, g.host("proxy_get_metric", id, g.slot()));
        });
  }

  @Test
  void whatIsNotDefinedIsNotFound() {
    t.inRoot(
        g -> {
          int counter = define(g, COUNTER, "c");
          for (int id : new int[] {0, -1, counter + 4, counter | GAUGE, Integer.MIN_VALUE}) {
            assertEquals(NOT_FOUND, g.host("proxy_increment_metric", id, 1), "id " + id);
            assertEquals(NOT_FOUND, g.host("proxy_record_metric", id, 1), "id " + id);
            assertEquals(NOT_FOUND, g.host("proxy_get_metric", id, g.slot()), "id " + id);
          }
          long[] name = g.text("x");
          assertEquals(BAD_ARGUMENT, g.host("proxy_define_metric", 3, name[0], name[1], g.slot()));
        });
  }

  @Test
  void thereIsALimit() {
    t.inRoot(
        g -> {
          for (int i = 0; i < 4; i++) {
            define(g, COUNTER, "c" + i);
          }
          long[] name = g.text("one too many");
          assertEquals(
              INTERNAL_FAILURE, g.host("proxy_define_metric", COUNTER, name[0], name[1], g.slot()));
        });
  }
}
