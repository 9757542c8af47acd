/** Real clients against the registry: what each of them can do with each layout. */
@NullMarked
package io.weir.bench.registry.clients;

import org.jspecify.annotations.NullMarked;
