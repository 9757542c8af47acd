package io.weir.registry.plugin;

/** How much a problem matters. */
public enum Severity {
  /** The plugin does not run, or is not what it says. */
  ERROR,
  /** It runs; people or tools will miss something. */
  WARNING
}
