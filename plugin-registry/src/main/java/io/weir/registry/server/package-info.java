/**
 * An OCI distribution server on disk. {@link io.weir.registry.server.RegistryServer} starts it;
 * {@link io.weir.registry.server.DistributionHandler} is the protocol, apart from any transport;
 * the stores keep blobs, manifests, tags and referrers as plain files.
 */
@NullMarked
package io.weir.registry.server;

import org.jspecify.annotations.NullMarked;
