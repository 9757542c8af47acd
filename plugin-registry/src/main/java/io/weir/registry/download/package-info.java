/** Plugins by plain HTTP, as the plugin server of Higress gives them, and what wkg asks for. */
@NullMarked
package io.weir.registry.download;

import org.jspecify.annotations.NullMarked;
