/** The table of rules and hosts, and the explanations of what differs. */
@NullMarked
package io.weir.proxywasm.tck.matrix;

import org.jspecify.annotations.NullMarked;
