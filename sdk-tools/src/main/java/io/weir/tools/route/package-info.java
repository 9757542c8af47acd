/** The commands of {@code weir route}. */
@NullMarked
package io.weir.tools.route;

import org.jspecify.annotations.NullMarked;
