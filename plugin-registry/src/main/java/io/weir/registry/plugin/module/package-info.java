/** Reads a module's imports and exports without compiling it. */
@NullMarked
package io.weir.registry.plugin.module;

import org.jspecify.annotations.NullMarked;
