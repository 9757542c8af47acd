package io.weir.registry.market.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Which properties a schema asks for. */
final class Required {
  private Required() {}

  static Set<String> of(JsonNode schema) {
    Set<String> names = new HashSet<>();
    schema.path("required").forEach(each -> names.add(each.asText()));
    return names;
  }
}
