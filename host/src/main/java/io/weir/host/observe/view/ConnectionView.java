package io.weir.host.observe.view;

import org.jspecify.annotations.Nullable;

/**
 * A client's connection that is open, as it was when its worker was asked.
 *
 * @param client the socket's address
 * @param protocol {@code HTTP/1.1}, {@code HTTP/2} or {@code TCP}
 * @param tls the version, null for cleartext
 * @param streams under way
 */
public record ConnectionView(
    int worker,
    String listener,
    @Nullable String client,
    String protocol,
    @Nullable String tls,
    int streams,
    long ageMillis) {}
