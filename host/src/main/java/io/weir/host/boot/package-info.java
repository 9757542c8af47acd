/** The processes: the command line, the settings, and what is wired to what. */
@NullMarked
package io.weir.host.boot;

import org.jspecify.annotations.NullMarked;
