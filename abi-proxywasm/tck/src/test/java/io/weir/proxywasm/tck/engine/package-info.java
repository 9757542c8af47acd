/** What the engine seam promises, held over every engine. */
@NullMarked
package io.weir.proxywasm.tck.engine;

import org.jspecify.annotations.NullMarked;
