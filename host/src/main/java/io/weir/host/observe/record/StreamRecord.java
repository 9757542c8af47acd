package io.weir.host.observe.record;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream, while it lives and at its end. Read on the stream's loop only, and not
 * kept. Text that came from outside is as it came: who writes it escapes it.
 */
public interface StreamRecord {
  /** As the request is at the end, plugins' changes included; {@code :path} and the like too. */
  @Nullable String requestHeader(String name);

  /** Path and query, as they were before the route rewrote them; null when they are not known. */
  @Nullable String target();

  @Nullable String responseHeader(String name);

  @Nullable String responseTrailer(String name);

  /** Of the response, -1 while there is none. */
  int status();

  /** Since 1970, in milliseconds. */
  long startedAtMillis();

  /** From the first header to the end, or to now while the stream lives; in nanoseconds. */
  long durationNanos();

  /** From the first header to the upstream's response headers, in nanoseconds; -1 for none. */
  long upstreamHeadersNanos();

  /** Bytes of the request's body. */
  long requestBytes();

  /** Bytes of the response's body. */
  long responseBytes();

  /** The bits of what went wrong, as {@link Flags} names them. */
  long flags();

  /** Why the response is as it is, null until there is one. */
  @Nullable String detail();

  /** How often an upstream was tried. */
  int attempts();

  /** Empty for none. */
  String route();

  String listener();

  /** Empty for none. */
  String cluster();

  /** The endpoint, null for none. */
  @Nullable SocketAddress upstream();

  /** Why no connection to an upstream could be had. */
  @Nullable String upstreamFailure();

  /** Where it came from: behind the proxies that are trusted, else the peer. */
  @Nullable SocketAddress client();

  /** Whose connection it came by. */
  @Nullable SocketAddress peer();

  @Nullable SocketAddress local();

  String protocol();

  long connection();

  @Nullable String tlsVersion();

  @Nullable String tlsCipher();

  /** By SNI. */
  @Nullable String serverName();

  /** The subject of the client's certificate. */
  @Nullable String peerSubject();

  /** {@code name@generation} of each plugin in the chain, with commas. */
  String plugins();

  /** What plugins have noted on the stream: {@code name="value"} pairs, escaped and bounded. */
  String notes();

  /** Null when the request belongs to no trace. */
  @Nullable String traceId();
}
