package io.weir.registry.catalogue;

/**
 * An image from strangers; to be served with {@code nosniff} and without scripts.
 *
 * @param mediaType {@code image/png} or {@code image/svg+xml}
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record Icon(String mediaType, byte[] content) {}
