package io.weir.registry;

/** What a plugin is published as. */
public enum PublishLayout {
  /** An index under which every client finds a manifest that it can read. */
  BOTH,
  /** The manifest that Higress, Istio and Envoy Gateway read, with the plugin's documents. */
  HIGRESS,
  /** The manifest of CNCF wasm tools: the module alone. */
  CNCF
}
