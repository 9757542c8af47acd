/**
 * The control side of upstreams: which endpoints there are, which of them can be used, and what the
 * workers are told of it.
 */
@NullMarked
package io.weir.host.upstream.control;

import org.jspecify.annotations.NullMarked;
