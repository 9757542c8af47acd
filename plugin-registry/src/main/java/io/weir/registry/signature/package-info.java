/** Signatures of artifacts as cosign makes them, checked against keys that are trusted. */
@NullMarked
package io.weir.registry.signature;

import org.jspecify.annotations.NullMarked;
