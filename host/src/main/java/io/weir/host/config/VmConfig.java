package io.weir.host.config;

import java.util.Map;

/** What {@code on_vm_start} gets, and the environment that WASI shows. */
public record VmConfig(Map<String, String> env, String configuration) {}
