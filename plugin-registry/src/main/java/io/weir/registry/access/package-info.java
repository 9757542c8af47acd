/** Who may do what. */
@NullMarked
package io.weir.registry.access;

import org.jspecify.annotations.NullMarked;
