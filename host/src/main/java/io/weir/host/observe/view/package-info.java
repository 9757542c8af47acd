/** What is going on now, for people to look at. */
@NullMarked
package io.weir.host.observe.view;

import org.jspecify.annotations.NullMarked;
