package io.weir.registry;

/** The ways in which a plugin module lies in an artifact. */
public enum PluginLayout {
  /** No artifact: a bare module from a file or a web server. */
  RAW,
  /** A. A Docker v2 image whose last layer holds {@code plugin.wasm}. */
  DOCKER,
  /** B. The same as an OCI image ("compat"). */
  COMPAT,
  /** B as Higress pushes it: manifest and documents as layers of their own, the module last. */
  HIGRESS,
  /** C. Solo.io and Istio "oci": a config layer and a bare module layer. */
  SOLO,
  /** D. CNCF wasm: one layer {@code application/wasm}. */
  CNCF
}
