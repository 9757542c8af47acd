@NullMarked
package io.weir.proxywasm.tck.http;

import org.jspecify.annotations.NullMarked;
