package io.weir.proxywasm.engine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is opened with.
 *
 * @param cacheDirectory where compiled code may be kept over restarts, null for no cache
 */
public record EngineOptions(@Nullable Path cacheDirectory) {}
