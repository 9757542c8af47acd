package io.weir.host.admin;

import io.weir.host.config.HostPort;

/** Where the admin server listens, as it was asked to. */
public record AdminAddress(HostPort bound) {}
