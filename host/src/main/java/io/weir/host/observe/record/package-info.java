/** What is known of a stream, as logs, traces and views read it. */
@NullMarked
package io.weir.host.observe.record;

import org.jspecify.annotations.NullMarked;
