package io.weir.tools.route;

/**
 * A plugin at its place in a chain, what the binding leaves open taken from the plugin.
 *
 * @param priority higher first within its phase
 * @param origin {@code gateway}, {@code listener} or {@code route}
 */
record ChainLink(String plugin, Phase phase, int priority, String failStrategy, String origin) {
  /** {@code key-auth [AUTHN 310]}, and where it is bound when that is not the route itself. */
  String shown() {
    String at = phase == Phase.UNSPECIFIED_PHASE ? "" + priority : phase + " " + priority;
    String open = failStrategy.equals("FAIL_OPEN") ? ", fails open" : "";
    String from = origin.equals("route") ? "" : ", by the " + origin;
    return plugin + " [" + at + open + from + "]";
  }
}
