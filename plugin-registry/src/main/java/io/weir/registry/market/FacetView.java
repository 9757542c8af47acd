package io.weir.registry.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A filter with the values that can be chosen. */
record FacetView(String name, String label, List<Value> values) {
  private static final int MAX_VALUES = 12;
  private static final Map<String, String> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put("category", "Category");
    LABELS.put("phase", "Phase");
    LABELS.put("language", "Language");
    LABELS.put("capability", "Uses");
    LABELS.put("signer", "Signed by");
    LABELS.put("abi", "ABI");
    LABELS.put("deprecated", "Deprecated");
  }

  /**
   * One value as a link.
   *
   * @param href to the search with it, or without it when it is active
   */
  record Value(String label, String count, String href, boolean active) {}

  static Iterable<String> names() {
    return LABELS.keySet();
  }

  /**
   * @param facets of the API: counts by value, by filter
   * @param chosen the parameters of the present search
   */
  static List<FacetView> of(JsonNode facets, Map<String, String> chosen, Links links) {
    List<FacetView> views = new ArrayList<>();
    for (Map.Entry<String, String> each : LABELS.entrySet()) {
      List<Value> values = values(each.getKey(), facets.path(each.getKey()), chosen, links);
      if (!values.isEmpty() && !isNoneDeprecated(each.getKey(), values)) {
        views.add(new FacetView(each.getKey(), each.getValue(), values));
      }
    }
    return views;
  }

  /** With nothing deprecated there is nothing to choose. */
  private static boolean isNoneDeprecated(String name, List<Value> values) {
    return name.equals("deprecated")
        && values.stream().allMatch(each -> each.label().equals("no") && !each.active());
  }

  private static List<Value> values(
      String name, JsonNode counts, Map<String, String> chosen, Links links) {
    List<Value> values = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : counts.properties()) {
      boolean active = each.getKey().equalsIgnoreCase(chosen.get(name));
      if (each.getKey().isEmpty() || (values.size() >= MAX_VALUES && !active)) {
        continue;
      }
      Map<String, String> query = new LinkedHashMap<>(chosen);
      query.remove("after");
      if (active) {
        query.remove(name);
      } else {
        query.put(name, each.getKey());
      }
      values.add(
          new Value(
              label(name, each.getKey()), each.getValue().asText(), links.browse(query), active));
    }
    return values;
  }

  private static String label(String name, String value) {
    return switch (name) {
      case "phase" -> Wording.phase(value);
      case "capability" -> CapabilityText.shortly(value);
      case "deprecated" -> value.equals("true") ? "yes" : "no";
      case "category" -> Wording.label(value);
      default -> value;
    };
  }
}
