/** What was done, and by whom, as lines of JSON in a file. */
@NullMarked
package io.weir.registry.audit;

import org.jspecify.annotations.NullMarked;
