/** A guest in Java whose callbacks a test writes, and an embedder that notes what it is asked. */
@NullMarked
package io.weir.proxywasm.testkit;

import org.jspecify.annotations.NullMarked;
