/**
 * Plugins as OCI artifacts: references and digests, the client's roles, the artifact layouts that
 * hosts read, and the puller that brings a plugin from an address to verified bytes.
 */
@NullMarked
package io.weir.registry;

import org.jspecify.annotations.NullMarked;
