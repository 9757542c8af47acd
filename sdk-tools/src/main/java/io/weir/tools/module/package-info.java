/** A module as the tools read and try it. */
@NullMarked
package io.weir.tools.module;

import org.jspecify.annotations.NullMarked;
