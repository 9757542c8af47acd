package io.weir.host.route;

import io.weir.host.config.RouteFilter.DirectResponse;
import org.jspecify.annotations.Nullable;

/**
 * A response without an upstream. Immutable.
 *
 * @param headers null when there are none but those of every local reply
 */
public record DirectAnswer(int status, @Nullable HeaderEdits headers, String body) {
  DirectAnswer(DirectResponse direct) {
    this(direct.status(), HeaderEdits.adding(direct.headers()), direct.body());
  }
}
