/** HTTP calls that plugins make of their own. */
@NullMarked
package io.weir.host.callout;

import org.jspecify.annotations.NullMarked;
