package io.weir.tools.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The form of a {@code spec.yaml}; fields that are not known here are let pass. */
final class SpecCheck {
  private static final Set<String> PHASES = Set.of("UNSPECIFIED_PHASE", "AUTHN", "AUTHZ", "STATS");
  private static final String NAME = "[a-z0-9]+(?:[._-][a-z0-9]+)*";
  private static final String VERSION = "[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?";

  private final List<String> problems = new ArrayList<>();

  private SpecCheck() {}

  /** Each as {@code path: value (expected: ...)}; empty when all is well. */
  static List<String> problems(JsonNode root) {
    SpecCheck check = new SpecCheck();
    if (!root.isObject()) {
      return List.of("top: " + shown(root) + " (expected: apiVersion, info and spec)");
    }
    check.equal(root, "/apiVersion", "1.0.0");
    check.matches(root, "/info/name", NAME, "lower-case letters, digits, and . _ - between them");
    check.matches(root, "/info/version", VERSION, "a version such as 1.0.0");
    check.phase(root);
    check.optional(root, "/spec/priority", "a whole number", JsonNode::isIntegralNumber);
    check.optional(root, "/spec/configSchema", "a mapping", JsonNode::isObject);
    check.optional(root, "/spec/configSchema/openAPIV3Schema", "a mapping", JsonNode::isObject);
    return check.problems;
  }

  private void equal(JsonNode root, String path, String wanted) {
    if (!root.at(path).asText("").equals(wanted)) {
      add(root, path, wanted);
    }
  }

  private void matches(JsonNode root, String path, String pattern, String expected) {
    if (!root.at(path).asText("").matches(pattern)) {
      add(root, path, expected);
    }
  }

  private void phase(JsonNode root) {
    String path = "/spec/phase";
    if (!root.at(path).isMissingNode() && !PHASES.contains(root.at(path).asText(""))) {
      add(root, path, "AUTHN, AUTHZ, STATS or UNSPECIFIED_PHASE");
    }
  }

  private void optional(JsonNode root, String path, String expected, Predicate<JsonNode> form) {
    JsonNode node = root.at(path);
    if (!node.isMissingNode() && !form.test(node)) {
      add(root, path, expected);
    }
  }

  private void add(JsonNode root, String path, String expected) {
    problems.add(
        "%s: %s (expected: %s)"
            .formatted(path.substring(1).replace('/', '.'), shown(root.at(path)), expected));
  }

  private static String shown(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "missing";
    }
    return node.isValueNode() ? node.asText() : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
