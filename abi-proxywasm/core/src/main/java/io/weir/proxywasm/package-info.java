/**
 * The proxy-wasm ABI as a library: compiled plugins, plugin VMs and the contexts that live in them.
 * It knows no proxy; an embedder implements {@link io.weir.proxywasm.host} and chooses an engine by
 * {@link io.weir.proxywasm.engine}.
 */
@NullMarked
package io.weir.proxywasm;

import org.jspecify.annotations.NullMarked;
