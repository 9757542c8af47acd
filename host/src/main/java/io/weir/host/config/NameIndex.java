package io.weir.host.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of one configuration after the other by name. What two of them have in common
 * is not looked at again. Of objects with the same name one is found. For one thread.
 */
final class NameIndex {
  private final Map<ObjectKind<?>, Section<?>> sections = new HashMap<>();

  /** The objects of one kind, of the configuration that was asked for last. */
  private static final class Section<T> {
    final Map<String, T> byName = new HashMap<>();
    List<T> objects = List.of();
  }

  /** Where the object with that name stands, -1 when there is none. */
  <T> int find(ObjectKind<T> kind, GatewayConfig config, String name) {
    Section<T> section = section(kind, kind.list(config));
    T object = section.byName.get(name);
    return object == null ? -1 : PartedList.indexOfSame(section.objects, object);
  }

  /** The object with that name, null when there is none. */
  <T> @Nullable T get(ObjectKind<T> kind, GatewayConfig config, String name) {
    return section(kind, kind.list(config)).byName.get(name);
  }

  private <T> Section<T> section(ObjectKind<T> kind, List<T> objects) {
    @SuppressWarnings("unchecked") // put here, under its own kind
    Section<T> section = (Section<T>) sections.computeIfAbsent(kind, k -> new Section<T>());
    ListDiff diff = ListDiff.of(section.objects, objects);
    diff.gone(section.objects).forEach(object -> section.byName.remove(kind.nameOf(object)));
    diff.added(objects).forEach(object -> section.byName.put(kind.nameOf(object), object));
    section.objects = objects;
    return section;
  }
}
