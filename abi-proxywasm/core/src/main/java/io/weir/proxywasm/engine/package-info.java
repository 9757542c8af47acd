/**
 * The engine seam: what the ABI needs of a WebAssembly runtime, and nothing more.
 *
 * <p>Threads: a {@link io.weir.proxywasm.engine.WasmEngine} and a {@link
 * io.weir.proxywasm.engine.CompiledModule} are immutable and may be used by any thread. A {@link
 * io.weir.proxywasm.engine.WasmInstance} with its memory and functions is used by one thread at a
 * time (it may be handed over with a happens-before edge); only {@code interrupt} may be called by
 * others.
 */
@NullMarked
package io.weir.proxywasm.engine;

import org.jspecify.annotations.NullMarked;
