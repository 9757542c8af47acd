/**
 * An assembler for the WebAssembly text format, as much of it as the conformance modules use: one
 * memory, tables of functions, number types, plain and folded instructions. Names resolve by {@code
 * $id} or index. What it does not know it refuses with the line.
 */
@NullMarked
package io.weir.proxywasm.tck.wat;

import org.jspecify.annotations.NullMarked;
