/** The OCI distribution specification's own test suite against the registry. */
@NullMarked
package io.weir.bench.registry.conformance;

import org.jspecify.annotations.NullMarked;
