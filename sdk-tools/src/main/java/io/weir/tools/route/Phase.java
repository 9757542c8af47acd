package io.weir.tools.route;

/** When a plugin acts; chains run in this order. */
enum Phase {
  AUTHN,
  AUTHZ,
  STATS,
  UNSPECIFIED_PHASE
}
