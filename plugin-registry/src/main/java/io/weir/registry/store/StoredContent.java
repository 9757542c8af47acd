package io.weir.registry.store;

import io.weir.registry.Digest;

/**
 * Content that is kept.
 *
 * @param size in bytes
 */
public record StoredContent(Digest digest, long size) {}
