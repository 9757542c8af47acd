package io.weir.bench.registry.clients;

/** The layouts that plugins come in. */
enum Layout {
  /** Docker v2 schema 2, the module in a tar. */
  DOCKER,
  /** An OCI image, the module in a tar. */
  COMPAT,
  /** As Higress has it: a file for each layer, the module's tar last. */
  HIGRESS,
  /** As Solo and Istio have it: a raw module and its configuration as layers. */
  SOLO,
  /** As the CNCF's working group has it: a raw module, its description as configuration. */
  CNCF;

  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
