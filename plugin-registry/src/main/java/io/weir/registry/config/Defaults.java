package io.weir.registry.config;

import java.nio.file.Path;

/** Sections that nothing was written for. */
final class Defaults {
  private Defaults() {}

  /** What {@code type} is when no field of it is given; it may not have one that must be. */
  static <T> T of(Class<T> type) {
    try {
      return new ConfigReader("defaults", new References(Path.of(""), name -> null))
          .read("{}", type);
    } catch (ConfigException e) {
      throw new IllegalStateException(type.getSimpleName() + " has no defaults", e);
    }
  }
}
