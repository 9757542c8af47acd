/**
 * TLS on both sides: which certificate is shown, which is believed, and the files that they come
 * from. What is shared with event loops is immutable or a volatile reference to what is.
 */
@NullMarked
package io.weir.host.tls;

import org.jspecify.annotations.NullMarked;
