/**
 * The registry as a server: {@link io.weir.registry.server.RegistryServer} starts it, {@link
 * io.weir.registry.server.RegistryRoot} puts its parts together.
 */
@NullMarked
package io.weir.registry.server;

import org.jspecify.annotations.NullMarked;
