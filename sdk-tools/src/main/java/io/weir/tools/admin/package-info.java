/** A client of the gateway's admin API. */
@NullMarked
package io.weir.tools.admin;

import org.jspecify.annotations.NullMarked;
