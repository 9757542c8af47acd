/** Which route a request takes. */
@NullMarked
package io.weir.host.route;

import org.jspecify.annotations.NullMarked;
