package io.weir.registry.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Fields that must be there. */
final class Fields {
  private Fields() {}

  /**
   * @throws IllegalArgumentException when it was left out, or is empty
   */
  static <T> T needed(String name, @Nullable T value) {
    boolean empty =
        value instanceof Collection<?> many && many.isEmpty()
            || value instanceof String text && text.isBlank();
    if (value == null || empty) {
      throw new IllegalArgumentException(name + ": missing (expected: a value)");
    }
    return value;
  }
}
