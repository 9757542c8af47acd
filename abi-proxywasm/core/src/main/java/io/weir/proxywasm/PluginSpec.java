package io.weir.proxywasm;

import java.util.Map;

/**
 * What makes one VM of a module different from another.
 *
 * @param name the plugin's name, for logs and the property {@code plugin_name}
 * @param rootId chooses the plugin within modules that hold several (C++ and AssemblyScript SDKs)
 * @param vmId the namespace of shared data
 * @param vmConfiguration given to {@code proxy_on_vm_start}; owned, never changed
 * @param pluginConfiguration given to {@code proxy_on_configure}; owned, never changed
 * @param environment what WASI shows as environment variables
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PluginSpec(
    String name,
    String rootId,
    String vmId,
    byte[] vmConfiguration,
    byte[] pluginConfiguration,
    Map<String, String> environment,
    AbiLimits limits) {}
