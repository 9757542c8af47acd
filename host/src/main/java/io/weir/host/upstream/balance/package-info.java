/** The choice of endpoints: immutable tables, made off the loop, picked from on it. */
@NullMarked
package io.weir.host.upstream.balance;

import org.jspecify.annotations.NullMarked;
