package io.weir.host.stream;

import io.weir.host.observe.record.LiveRecord;
import io.weir.host.observe.trace.StreamTrace;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What a stream says of itself to logs, traces and views. */
final class StreamReport extends LiveRecord {
  private static final int VERSION_AND_DASH = 3;
  private static final int TRACE_ID_END = 35;

  private final Stream stream;
  private final Downstream down;

  StreamReport(Stream stream, Downstream down) {
    this.stream = stream;
    this.down = down;
  }

  @Override
  public @Nullable String requestHeader(String name) {
    return value(stream.requestPath().headers, name);
  }

  @Override
  public @Nullable String target() {
    String original = stream.info().originalTarget();
    return original == null ? requestHeader(":path") : original;
  }

  @Override
  public @Nullable String responseHeader(String name) {
    return value(stream.responsePath().headers, name);
  }

  @Override
  public @Nullable String responseTrailer(String name) {
    return value(stream.responsePath().trailers, name);
  }

  private static @Nullable String value(@Nullable HeaderList headers, String name) {
    return headers == null ? null : headers.get(name);
  }

  @Override
  public int status() {
    return ResponseAttributes.code(stream.responsePath().headers);
  }

  @Override
  public long startedAtMillis() {
    return stream.info().startedAtNanos() / 1_000_000;
  }

  @Override
  public long durationNanos() {
    return stream.info().age();
  }

  @Override
  public long upstreamHeadersNanos() {
    return stream.info().upstreamHeaders();
  }

  @Override
  public long requestBytes() {
    return stream.info().requestBytes();
  }

  @Override
  public long responseBytes() {
    return stream.info().responseBytes();
  }

  @Override
  public long flags() {
    return stream.info().flags();
  }

  @Override
  public @Nullable String detail() {
    return stream.info().detail();
  }

  @Override
  public int attempts() {
    return stream.info().attempts();
  }

  @Override
  public String route() {
    return stream.routeName();
  }

  @Override
  public String listener() {
    return down.listener();
  }

  @Override
  public String cluster() {
    return stream.routing().pickedCluster();
  }

  @Override
  public @Nullable SocketAddress upstream() {
    return stream.info().upstream();
  }

  @Override
  public @Nullable String upstreamFailure() {
    return stream.info().transportFailure();
  }

  @Override
  public @Nullable SocketAddress client() {
    SocketAddress told = stream.info().client();
    return told == null ? down.remoteAddress() : told;
  }

  @Override
  public @Nullable SocketAddress peer() {
    return down.remoteAddress();
  }

  @Override
  public @Nullable SocketAddress local() {
    return down.localAddress();
  }

  @Override
  public String protocol() {
    return down.protocol();
  }

  @Override
  public long connection() {
    return down.connectionId();
  }

  @Override
  public @Nullable String tlsVersion() {
    TlsSession tls = down.tls();
    return tls == null ? null : tls.version();
  }

  @Override
  public @Nullable String tlsCipher() {
    TlsSession tls = down.tls();
    return tls == null ? null : tls.cipher();
  }

  @Override
  public @Nullable String serverName() {
    TlsSession tls = down.tls();
    return tls == null ? null : tls.serverName();
  }

  @Override
  public @Nullable String peerSubject() {
    TlsSession tls = down.tls();
    return tls == null || tls.peer() == null
        ? null
        : tls.peer().getSubjectX500Principal().getName();
  }

  @Override
  public String plugins() {
    StringBuilder names = new StringBuilder();
    for (PluginFilter filter : stream.filters()) {
      names.append(names.isEmpty() ? "" : ",").append(filter.label());
    }
    return names.toString();
  }

  @Override
  public String notes() {
    StreamProperties properties = stream.knownProperties();
    return properties == null ? "" : properties.own().logged().strip();
  }

  @Override
  public @Nullable String traceId() {
    StreamTrace trace = stream.info().trace();
    if (trace != null) {
      return trace.traceId();
    }
    String context = requestHeader("traceparent");
    return context == null || context.length() < TRACE_ID_END
        ? null
        : context.substring(VERSION_AND_DASH, TRACE_ID_END);
  }
}
