/** Requests and answers of the registry, apart from any transport. */
@NullMarked
package io.weir.registry.http;

import org.jspecify.annotations.NullMarked;
