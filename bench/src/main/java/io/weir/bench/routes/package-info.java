/** Many routes: what a match and a change of one of them cost. */
@NullMarked
package io.weir.bench.routes;

import org.jspecify.annotations.NullMarked;
