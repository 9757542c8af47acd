/** One request and its response on their way through the filters. */
@NullMarked
package io.weir.host.stream;

import org.jspecify.annotations.NullMarked;
