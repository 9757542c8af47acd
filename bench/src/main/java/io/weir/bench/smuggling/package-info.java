/** Requests that two servers could read differently, sent through a gateway. */
@NullMarked
package io.weir.bench.smuggling;

import org.jspecify.annotations.NullMarked;
