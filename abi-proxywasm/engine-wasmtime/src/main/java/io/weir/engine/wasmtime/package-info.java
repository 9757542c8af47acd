/**
 * The Wasmtime engine: native code, through Wasmtime's official C API and {@code
 * java.lang.foreign}.
 *
 * <p>Threads that call guests need room: a guest may use 1 MiB of its caller's stack, or half of
 * the JVM's thread stack size ({@code -Xss}) where that is less, and running past the end of a
 * thread's stack ends the JVM. Give worker threads 8 MiB stacks, and never call guests from a
 * thread whose stack was made smaller than {@code -Xss}.
 *
 * <p>Pointers cross the boundary as {@code long}, never as {@code MemorySegment}: no object is made
 * for a call in either direction. What is allocated with malloc is freed by the {@code close} of
 * the object that holds it.
 */
@NullMarked
package io.weir.engine.wasmtime;

import org.jspecify.annotations.NullMarked;
