@NullMarked
package io.weir.proxywasm.tck.inprocess;

import org.jspecify.annotations.NullMarked;
