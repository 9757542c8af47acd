package io.weir.tools.admin;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the admin API.
 *
 * @param body a missing node when it is no JSON
 * @param etag of the whole configuration, quotes and all; null when there was none
 */
record AdminReply(int status, JsonNode body, @Nullable String etag) {
  boolean ok() {
    return status >= 200 && status < 300;
  }
}
