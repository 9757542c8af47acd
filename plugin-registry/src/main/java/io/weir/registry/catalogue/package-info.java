/** The plugins of a registry: found by words and by what they are, and shown one by one. */
@NullMarked
package io.weir.registry.catalogue;

import org.jspecify.annotations.NullMarked;
