/** What a plugin costs a request: the callback cycle of one stream, for each engine. */
@NullMarked
package io.weir.bench.jmh;

import org.jspecify.annotations.NullMarked;
