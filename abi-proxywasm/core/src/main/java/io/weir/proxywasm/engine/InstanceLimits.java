package io.weir.proxywasm.engine;

/**
 * What an instance may use.
 *
 * @param memoryBytes the most linear memory, in bytes; growing past it fails in the guest ({@code
 *     memory.grow} gives -1)
 */
public record InstanceLimits(long memoryBytes) {}
