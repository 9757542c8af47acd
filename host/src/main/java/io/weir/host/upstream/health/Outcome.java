package io.weir.host.upstream.health;

import org.jspecify.annotations.Nullable;

/** Hears once how a probe has gone. On the loop that it was begun on. */
interface Outcome {
  /**
   * @param failure null for a success, else why it is none
   */
  void done(@Nullable String failure);
}
