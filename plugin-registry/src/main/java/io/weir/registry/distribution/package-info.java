/** The OCI distribution protocol (specification 1.1) over a store. */
@NullMarked
package io.weir.registry.distribution;

import org.jspecify.annotations.NullMarked;
