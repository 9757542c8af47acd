package io.weir.proxywasm.tck.matrix;

/**
 * A host that does not do as a rule has it, and why that is so.
 *
 * @param does what stands in the rule's mismatches on that host; anything else is not explained
 */
record Difference(String rule, String host, String does, String why) {}
