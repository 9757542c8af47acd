package io.weir.registry.housekeeping;

import io.weir.registry.config.QuotaConfig;

/**
 * A quota and what of it is used, with what is just being pushed.
 *
 * @param bytes of blobs and manifests
 */
public record QuotaUse(QuotaConfig quota, long bytes, long repositories, long tags) {}
