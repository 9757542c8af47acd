package io.weir.tools.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object that is to be put in place of the one of its name, or beside the others.
 *
 * @param kind {@code routes}, {@code plugins}, {@code upstreams} or {@code listeners}
 */
public record Change(String kind, String name, ObjectNode object) {
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("op", "put").put("kind", kind).put("name", name);
    json.set("object", object);
    return json;
  }
}
