@NullMarked
package io.weir.engine.wasmtime;

import org.jspecify.annotations.NullMarked;
