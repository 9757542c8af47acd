/** The access log: formats, filters, and the way of a line from a worker to its file. */
@NullMarked
package io.weir.host.observe.log;

import org.jspecify.annotations.NullMarked;
