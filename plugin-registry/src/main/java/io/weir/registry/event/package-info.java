/** Tells others of changes: webhooks with the envelope of the distribution project. */
@NullMarked
package io.weir.registry.event;

import org.jspecify.annotations.NullMarked;
