/** What Higress adds to the ABI: on for every module that imports it. */
@NullMarked
package io.weir.proxywasm.ext.higress;

import org.jspecify.annotations.NullMarked;
