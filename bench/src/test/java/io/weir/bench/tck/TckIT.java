package io.weir.bench.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.proxywasm.tck.matrix.Matrix;
import io.weir.proxywasm.tck.rule.Rule;
import io.weir.proxywasm.tck.rule.Rules;
import io.weir.proxywasm.tck.rule.Subject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule over HTTP against a running Weir; Envoy is for {@code bench/tck}. */
class TckIT {
  @TempDir Path folder;

  @Test
  void onEndive() throws Exception {
    hold(Column.weir("endive"));
  }

  @Test
  void onWasmtime() throws Exception {
    hold(Column.weir("wasmtime"));
  }

  private void hold(Column column) throws Exception {
    // A gateway for each rule that must be refused takes too long here; bench/tck starts them.
    List<Rule> rules = Rules.all().stream().filter(rule -> !rule.refused()).toList();
    Matrix matrix = new Matrix(rules);
    try (Subject subject = column.opening().open(rules, folder)) {
      matrix.run(subject);
    } catch (Column.MissingException e) {
      Assumptions.abort(column.name() + ": " + e.getMessage());
    }
    assertEquals(List.of(), matrix.failures());
  }
}
