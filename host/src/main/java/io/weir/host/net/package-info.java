/**
 * Protocols: listeners and the HTTP/1.1 codec in both directions, behind a neutral event model.
 * Framing and smuggling checks live only here.
 */
@NullMarked
package io.weir.host.net;

import org.jspecify.annotations.NullMarked;
