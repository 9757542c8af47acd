package io.weir.proxywasm.host;

/**
 * An answer made by a plugin.
 *
 * @param status the HTTP status
 * @param detail why, for logs; may be empty
 * @param headers further headers, may be empty
 * @param body owned by the receiver, may be empty
 * @param grpcStatus for gRPC requests, -1 for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LocalReply(
    int status, String detail, HeaderMap headers, byte[] body, int grpcStatus) {}
