/** The life of plugins in the gateway: resolve, canary, prepare, commit, drain. */
@NullMarked
package io.weir.host.plugin;

import org.jspecify.annotations.NullMarked;
