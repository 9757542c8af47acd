package io.weir.bench.torture.stamp;

/**
 * One state of the route's plugins.
 *
 * @param version the version of every module in it, {@code 1} or {@code 2}
 * @param label the text inside every plugin's configuration, which makes the stamps differ
 * @param stamps what the chain then signs with
 */
public record SwapStep(String version, String label, StampSet stamps) {

  /** The configuration of a language's plugin, as the compact JSON that the plugin is given. */
  public String configuration(Lang lang) {
    return configuration(lang, label);
  }

  static String configuration(Lang lang, String label) {
    return "{\"stamp\":\"%s-%s\"}".formatted(lang.id(), label);
  }
}
