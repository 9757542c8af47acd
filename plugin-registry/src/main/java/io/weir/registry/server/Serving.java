package io.weir.registry.server;

import io.weir.registry.http.RegistryHandler;

/** What the connections of a server share. */
record Serving(RegistryHandler handler, OriginGuard guard, Traffic traffic, BodyBudget bodies) {}
