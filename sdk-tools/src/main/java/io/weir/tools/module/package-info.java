/** Reads a module's imports and exports without compiling it. */
@NullMarked
package io.weir.tools.module;

import org.jspecify.annotations.NullMarked;
