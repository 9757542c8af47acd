/** Names that stand for endpoints, looked up off the request path. */
@NullMarked
package io.weir.host.upstream.dns;

import org.jspecify.annotations.NullMarked;
