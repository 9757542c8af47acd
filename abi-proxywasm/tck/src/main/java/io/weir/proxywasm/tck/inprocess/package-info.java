/** Rules tried over {@code core} alone, with a stream that never waits. */
@NullMarked
package io.weir.proxywasm.tck.inprocess;

import org.jspecify.annotations.NullMarked;
