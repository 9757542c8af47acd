/** What the registry keeps, and how. */
@NullMarked
package io.weir.registry.store;

import org.jspecify.annotations.NullMarked;
