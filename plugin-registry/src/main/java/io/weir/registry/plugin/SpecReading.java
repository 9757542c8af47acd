package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.registry.plugin.SpecCheck.Finding;
import java.util.List;

/** Reads a {@code spec.yaml} and tells all that is wrong with it. */
final class SpecReading {
  private static final String NAME = "spec.yaml";

  private SpecReading() {}

  /** Its tree; a missing node when it is no YAML. */
  static JsonNode read(String text, List<Problem> problems) {
    SpecYaml.Document document;
    try {
      document = SpecYaml.read(text);
    } catch (SpecYaml.UnreadableException e) {
      String place = e.line() == 0 ? NAME : NAME + ":" + e.line();
      problems.add(
          Problem.error(place, "not YAML that is read: " + e.getMessage(), "correct the line"));
      return MissingNode.getInstance();
    }
    Placed placed = new Placed(NAME, document.lines(), problems);
    for (Finding each : SpecCheck.findings(document.root())) {
      String remedy = "correct it and push again";
      if (each.severity() == Severity.ERROR) {
        placed.error(each.pointer(), each.message(), remedy);
      } else {
        placed.warning(each.pointer(), each.message(), remedy);
      }
    }
    new ConfigSchemaCheck(placed).check(document.root());
    return document.root();
  }
}
