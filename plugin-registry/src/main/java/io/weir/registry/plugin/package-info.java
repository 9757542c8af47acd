/** What makes an artifact a plugin, and what is wrong with it when something is. */
@NullMarked
package io.weir.registry.plugin;

import org.jspecify.annotations.NullMarked;
