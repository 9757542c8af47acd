package io.weir.host.observe.view;

import org.jspecify.annotations.Nullable;

/**
 * A stream that is under way, as it was when its worker was asked. Text that came from a client is
 * as it came, cut at {@value #MAX_TEXT} characters.
 *
 * @param ageMillis since its first header
 * @param upstream the endpoint, null for none yet
 * @param status of its response, -1 while there is none
 * @param plugins {@code name@generation} of each in its chain, with commas
 * @param requestId {@code x-request-id}
 */
public record StreamView(
    int worker,
    long connection,
    String listener,
    String route,
    @Nullable String client,
    String protocol,
    @Nullable String method,
    @Nullable String authority,
    @Nullable String path,
    long ageMillis,
    long requestBytes,
    long responseBytes,
    int status,
    String cluster,
    @Nullable String upstream,
    String plugins,
    @Nullable String requestId) {
  static final int MAX_TEXT = 512;
}
