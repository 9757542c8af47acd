package io.weir.registry.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that was found in a plugin. As JSON it is the layer of the verdict's manifest; the same
 * plugin has the same report, byte by byte.
 *
 * @param imports the host functions, as {@code module.name}
 * @param unimplemented those of them that the host answers with Unimplemented
 * @param callbacks the exported functions that a gateway calls
 */
public record PluginReport(
    PluginFacts facts,
    Verdict verdict,
    List<String> imports,
    List<String> unimplemented,
    List<String> callbacks) {
  /** The type of the report and of the verdict's manifest. */
  public static final String MEDIA_TYPE = "application/vnd.weir.plugin.verdict.v1+json";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_NAMES = 500;

  public PluginReport {
    imports = List.copyOf(imports);
    unimplemented = List.copyOf(unimplemented);
    callbacks = List.copyOf(callbacks);
  }

  /** As JSON. */
  public byte[] toJson() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("validator", facts.validator()).put("ok", verdict.ok());
    for (Problem each : verdict.problems()) {
      root.withArray("problems")
          .addObject()
          .put("severity", each.severity().name().toLowerCase(Locale.ROOT))
          .put("place", each.place())
          .put("message", each.message())
          .put("remedy", each.remedy());
    }
    root.set("plugin", MAPPER.valueToTree(facts));
    names(root, "imports", imports);
    names(root, "unimplemented", unimplemented);
    names(root, "callbacks", callbacks);
    return root.toPrettyString().getBytes(StandardCharsets.UTF_8);
  }

  private static void names(ObjectNode root, String field, List<String> names) {
    names.stream().limit(MAX_NAMES).forEach(root.putArray(field)::add);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IOException when it is something else
   */
  public static PluginReport read(byte[] json) throws IOException {
    JsonNode root = MAPPER.readTree(json);
    List<Problem> problems = new ArrayList<>();
    for (JsonNode each : root.path("problems")) {
      problems.add(
          new Problem(
              each.path("severity").asText().equals("error") ? Severity.ERROR : Severity.WARNING,
              each.path("place").asText(),
              each.path("message").asText(),
              each.path("remedy").asText()));
    }
    return new PluginReport(
        MAPPER.treeToValue(root.path("plugin"), PluginFacts.class),
        new Verdict(root.path("ok").asBoolean(), problems),
        names(root.path("imports")),
        names(root.path("unimplemented")),
        names(root.path("callbacks")));
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(each -> names.add(each.asText()));
    return names;
  }
}
