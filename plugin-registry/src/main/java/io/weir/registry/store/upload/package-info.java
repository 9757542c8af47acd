/** Blobs on their way in. */
@NullMarked
package io.weir.registry.store.upload;

import org.jspecify.annotations.NullMarked;
