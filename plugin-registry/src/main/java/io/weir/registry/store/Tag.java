package io.weir.registry.store;

import io.weir.registry.Digest;
import java.time.Instant;

/**
 * A tag.
 *
 * @param digest the manifest that it names
 * @param moved when it came to name it, by the wall clock of the time; for people to read
 */
public record Tag(String name, Digest digest, Instant moved) {}
