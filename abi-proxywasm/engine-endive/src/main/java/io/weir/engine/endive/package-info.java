/**
 * The Endive engine: WebAssembly compiled to JVM classes, in pure Java. Always available.
 *
 * <p>The generated code calls host functions and guests at the price of a Java call, which suits
 * small chatty plugins. A function whose bytecode would exceed the JVM's method size is interpreted
 * instead, see {@link io.weir.proxywasm.engine.CompiledModule#slowness}.
 */
@NullMarked
package io.weir.engine.endive;

import org.jspecify.annotations.NullMarked;
