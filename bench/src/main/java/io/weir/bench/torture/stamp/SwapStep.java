package io.weir.bench.torture.stamp;

/**
 * One state of the route's plugins.
 *
 * @param version the version of every module in it, {@code 1} or {@code 2}
 * @param label the text inside every plugin's configuration, which makes the stamps differ
 * @param stamps what the chain then signs with
 */
public record SwapStep(String version, String label, StampSet stamps) {

  /** The plugin configuration, as the compact JSON that the plugin is given. */
  public String configuration() {
    return configuration(label);
  }

  static String configuration(String label) {
    return "{\"stamp\":\"" + label + "\"}";
  }
}
