@NullMarked
package io.weir.proxywasm.tck.rule;

import org.jspecify.annotations.NullMarked;
