package io.weir.registry.distribution;

/**
 * What may be pushed.
 *
 * @param maxBlobBytes the largest blob
 * @param sparse whether a manifest may name content that the repository has not got; the
 *     specification leaves it to the registry ("Pushing Manifests")
 */
public record PushRules(long maxBlobBytes, boolean sparse) {}
