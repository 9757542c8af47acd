package io.weir.registry.config;

/**
 * A value that is never printed.
 *
 * @param value as it is
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "Secret[***]";
  }
}
