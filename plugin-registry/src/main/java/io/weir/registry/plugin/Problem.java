package io.weir.registry.plugin;

/**
 * Something that is wrong with a plugin.
 *
 * @param place where: {@code plugin.wasm}, {@code spec.yaml: info.version}
 * @param message what, and what was expected; one line
 * @param remedy what to do about it; one line
 */
public record Problem(Severity severity, String place, String message, String remedy) {
  public static Problem error(String place, String message, String remedy) {
    return new Problem(Severity.ERROR, place, message, remedy);
  }

  public static Problem warning(String place, String message, String remedy) {
    return new Problem(Severity.WARNING, place, message, remedy);
  }

  /** {@code place: message; remedy}. */
  @Override
  public String toString() {
    return place + ": " + message + "; " + remedy;
  }
}
