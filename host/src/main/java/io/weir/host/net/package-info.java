/**
 * Protocols: listeners and the codecs of HTTP/1.1 and HTTP/2 in both directions, behind a neutral
 * event model. Framing and smuggling checks live only here.
 */
@NullMarked
package io.weir.host.net;

import org.jspecify.annotations.NullMarked;
