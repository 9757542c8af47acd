/**
 * What the {@code stamp} fixture plugins do, restated: versions, keys, the plan of swaps and the
 * judgement of an answer.
 */
@NullMarked
package io.weir.bench.torture.stamp;

import org.jspecify.annotations.NullMarked;
