package io.weir.host.config;

import org.jspecify.annotations.Nullable;

/**
 * A place in a configuration, {@code routes[0].plugins[1].name}. It is put into words only where
 * something is said of it: of the places that are looked at hardly any is. Immutable.
 */
final class Place {
  private final @Nullable Place parent;

  /** Of an item: empty. */
  private final String name;

  private final int index;

  private Place(@Nullable Place parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /** As {@link Paths} writes it; empty for the whole document. */
  static Place of(String path) {
    return new Place(null, path, -1);
  }

  Place field(String of) {
    return new Place(this, of, -1);
  }

  Place item(int number) {
    return new Place(this, "", number);
  }

  @Override
  public String toString() {
    if (parent == null) {
      return name;
    }
    return index >= 0 ? Paths.item(parent.toString(), index) : Paths.field(parent.toString(), name);
  }
}
