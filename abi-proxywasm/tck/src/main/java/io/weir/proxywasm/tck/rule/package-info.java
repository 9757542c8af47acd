/**
 * Rules of the ABI: a tiny module each, with what is sent through it and what must come of that, as
 * files in {@code tck/FAMILY/NAME.wat}.
 */
@NullMarked
package io.weir.proxywasm.tck.rule;

import org.jspecify.annotations.NullMarked;
