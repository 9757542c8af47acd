/** Pull-through mirrors of other registries. */
@NullMarked
package io.weir.registry.mirror;

import org.jspecify.annotations.NullMarked;
