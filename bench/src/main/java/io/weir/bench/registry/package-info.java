/** What the checks of the registry share: its process, requests to it, the tools that they run. */
@NullMarked
package io.weir.bench.registry;

import org.jspecify.annotations.NullMarked;
