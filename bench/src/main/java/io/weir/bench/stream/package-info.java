/** What a request costs between the codecs, and what of it is allocated. */
@NullMarked
package io.weir.bench.stream;

import org.jspecify.annotations.NullMarked;
