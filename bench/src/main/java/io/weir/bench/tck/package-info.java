/** The conformance kit as a command: every rule on every engine and gateway that is there. */
@NullMarked
package io.weir.bench.tck;

import org.jspecify.annotations.NullMarked;
