package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.ConfigReader.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The difference of two configurations as the text of a transaction, and back. */
final class StoreChange {
  /** More changed objects are better written as a whole. */
  private static final int MAX_CHANGES = 100;

  private StoreChange() {}

  /** One line; null when the difference is no short list of puts and deletes. */
  static @Nullable String between(GatewayConfig before, GatewayConfig after) {
    if (!before.gateway().equals(after.gateway())) {
      return null;
    }
    ObjectNode json = GatewayWriter.object();
    ArrayNode changes = json.putArray("changes");
    for (ObjectKind<?> kind : ObjectKind.ALL) {
      if (!add(kind, before, after, changes)) {
        return null;
      }
    }
    return changes.isEmpty() || changes.size() > MAX_CHANGES ? null : json.toString();
  }

  private static <T> boolean add(
      ObjectKind<T> kind, GatewayConfig before, GatewayConfig after, ArrayNode changes) {
    List<T> old = kind.list(before);
    List<T> now = kind.list(after);
    ListDiff diff = ListDiff.of(old, now);
    List<T> gone = diff.gone(old);
    List<T> added = diff.added(now);
    if (gone.size() > MAX_CHANGES || added.size() > MAX_CHANGES) {
      return false;
    }
    if (added.isEmpty()) {
      gone.forEach(object -> change(kind, "delete", object, changes));
      return true;
    }
    // a put of a new name stands last, one of a known name in the old one's place
    boolean atEnd = gone.isEmpty() && diff.afterEnd() == now.size();
    if (!atEnd && !sameNames(kind, gone, added)) {
      return false;
    }
    added.forEach(o -> change(kind, "put", o, changes).set("object", kind.toJson(o)));
    return true;
  }

  private static <T> boolean sameNames(ObjectKind<T> kind, List<T> gone, List<T> added) {
    return gone.stream()
        .map(kind::nameOf)
        .toList()
        .equals(added.stream().map(kind::nameOf).toList());
  }

  private static <T> ObjectNode change(ObjectKind<T> kind, String op, T object, ArrayNode changes) {
    return changes
        .addObject()
        .put("op", op)
        .put("kind", kind.label())
        .put("name", kind.nameOf(object));
  }

  /**
   * {@code before} with the changes of a line that {@link #between} has written; not checked.
   *
   * @param names of the configurations that were changed before
   * @throws ConfigException when it is none
   */
  static GatewayConfig apply(GatewayConfig before, String line, NameIndex names) {
    Problems problems = new Problems();
    SourceNode root = ConfigReader.parse(line, Format.JSON, problems);
    List<ConfigEdit.Step> steps =
        Fields.decode(root, "", problems, TransactionDecoder::transaction);
    problems.throwIfAny();
    GatewayConfig changed = before;
    for (ConfigEdit.Step step : steps) {
      changed = step.applyTo(changed, names);
    }
    return changed;
  }
}
