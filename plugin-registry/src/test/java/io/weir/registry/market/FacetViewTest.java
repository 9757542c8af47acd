package io.weir.registry.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.market.form.YamlText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FacetViewTest {
  private static List<String> labels(String facets, Map<String, String> chosen) {
    JsonNode counts = YamlText.read(facets);
    return FacetView.of(counts, chosen, new Links("")).stream().map(FacetView::label).toList();
  }

  @Test
  void deprecationIsAFilterOnlyWhereThereIsSome() {
    assertEquals(
        List.of("Category"),
        labels("{ category: { auth: 3 }, deprecated: { false: 3 } }", Map.of()));
    assertEquals(List.of("Deprecated"), labels("deprecated: { false: 3, true: 1 }", Map.of()));
    assertEquals(
        List.of("Deprecated"), labels("deprecated: { false: 3 }", Map.of("deprecated", "false")));
  }
}
