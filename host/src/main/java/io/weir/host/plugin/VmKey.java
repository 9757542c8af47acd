package io.weir.host.plugin;

import io.weir.proxywasm.AbiLimits;

/**
 * What two bindings must have in common to share one VM a worker. Equal keys share; a changed key
 * gets a fresh VM, and there is never a second {@code on_configure} in place.
 *
 * @param plugin the name, since logs, metrics and shared data go by it
 * @param sha256 of the module
 * @param vmConfig digest of {@code vmConfig} with its secrets expanded
 * @param warmPool VMs that a worker keeps ready when each stream has its own ({@code isolation:
 *     stream}); 0 when its streams share one
 * @param config digest of the effective configuration with its secrets expanded
 */
public record VmKey(
    String plugin,
    String sha256,
    String engine,
    String rootId,
    String vmConfig,
    String config,
    AbiLimits limits,
    int warmPool) {}
