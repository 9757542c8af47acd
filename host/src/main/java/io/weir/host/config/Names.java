package io.weir.host.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The name of an object that is sent to an address which has the name already. */
final class Names {
  private Names() {}

  /** {@code object} with {@code name} where it has none; another name is a problem. */
  static SourceNode give(SourceNode object, String name, String path, Problems problems) {
    if (!(object instanceof SourceNode.Mapping mapping)) {
      return object;
    }
    SourceNode.Field written = mapping.fields().get("name");
    if (written == null) {
      Map<String, SourceNode.Field> fields = new LinkedHashMap<>();
      SourceNode given = new SourceNode.Scalar(mapping.line(), TextNode.valueOf(name));
      fields.put("name", new SourceNode.Field(mapping.line(), given));
      fields.putAll(mapping.fields());
      return new SourceNode.Mapping(mapping.line(), fields);
    }
    if (written.value() instanceof SourceNode.Scalar scalar
        && scalar.value().isTextual()
        && !scalar.value().textValue().equals(name)) {
      problems.addAt(
          Paths.field(path, "name"),
          written.line(),
          Fields.quote(scalar.value().textValue())
              + " (expected: "
              + Fields.quote(name)
              + ", as in the address)",
          "leave name out, or send it to the address with that name");
    }
    return object;
  }
}
