/** Traces: which requests have spans, and how these get to OpenTelemetry. */
@NullMarked
package io.weir.host.observe.trace;

import org.jspecify.annotations.NullMarked;
