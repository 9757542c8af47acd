/** Rules tried over HTTP against a running gateway, which is Weir, Envoy or another. */
@NullMarked
package io.weir.proxywasm.tck.http;

import org.jspecify.annotations.NullMarked;
