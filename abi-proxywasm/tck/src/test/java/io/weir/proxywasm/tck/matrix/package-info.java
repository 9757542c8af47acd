@NullMarked
package io.weir.proxywasm.tck.matrix;

import org.jspecify.annotations.NullMarked;
