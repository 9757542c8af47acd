/** Artifacts between registries and files: export to an OCI image layout, import from one. */
@NullMarked
package io.weir.registry.transfer;

import org.jspecify.annotations.NullMarked;
