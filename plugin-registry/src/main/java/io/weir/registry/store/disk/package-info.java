/** The registry's store on a local disk. */
@NullMarked
package io.weir.registry.store.disk;

import org.jspecify.annotations.NullMarked;
