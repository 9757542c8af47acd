/** A plugin on disk and in a registry, and what its spec.yaml says. */
@NullMarked
package io.weir.tools.artifact;

import org.jspecify.annotations.NullMarked;
