/** The command line for plugins and routes. */
@NullMarked
package io.weir.tools;

import org.jspecify.annotations.NullMarked;
