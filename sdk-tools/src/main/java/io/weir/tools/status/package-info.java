/** The command {@code weir status}. */
@NullMarked
package io.weir.tools.status;

import org.jspecify.annotations.NullMarked;
