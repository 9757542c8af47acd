/** The commands of {@code weir plugin}. */
@NullMarked
package io.weir.tools.plugin;

import org.jspecify.annotations.NullMarked;
