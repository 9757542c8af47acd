package io.weir.host.config;

import io.weir.host.config.ConfigEdit.Step;
import java.util.List;
import java.util.Optional;

/** A list of changes that are made as one. */
final class TransactionDecoder {
  private TransactionDecoder() {}

  private enum Op {
    put,
    delete
  }

  private enum Kind {
    listeners,
    upstreams,
    plugins,
    routes
  }

  static List<Step> transaction(Fields fields) {
    return fields.list("changes", TransactionDecoder::change).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Step> change(Fields fields) {
    Op op = fields.requiredChoice("op", Op.class);
    Kind kind = fields.requiredChoice("kind", Kind.class);
    String name = fields.text("name");
    SourceNode object = fields.optionalNode("object");
    ObjectKind<?> found = kind == null ? null : ObjectKind.of(kind.name());
    if (op == null || found == null || name.isEmpty()) {
      return Optional.empty();
    }
    if (op == Op.delete) {
      if (object != null) {
        fields.problem("object", "a delete has none", "leave it out, or write op: put");
      }
      return Optional.of(new Step.Delete<>(found, name));
    }
    if (object == null) {
      fields.problem("object", "missing (expected: a mapping)", "add object: ...");
      return Optional.empty();
    }
    return Optional.of(fields.put(found, name, "object", object));
  }
}
