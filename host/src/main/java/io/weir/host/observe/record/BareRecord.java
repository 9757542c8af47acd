package io.weir.host.observe.record;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is logged of something that has no headers, no route and no plugins: each of these answers
 * stands for "none", for a subclass to replace.
 */
public abstract class BareRecord implements StreamRecord {
  @Override
  public @Nullable String requestHeader(String name) {
    return null;
  }

  @Override
  public @Nullable String target() {
    return null;
  }

  @Override
  public @Nullable String responseHeader(String name) {
    return null;
  }

  @Override
  public @Nullable String responseTrailer(String name) {
    return null;
  }

  @Override
  public int status() {
    return -1;
  }

  @Override
  public long upstreamHeadersNanos() {
    return -1;
  }

  @Override
  public long requestBytes() {
    return 0;
  }

  @Override
  public long responseBytes() {
    return 0;
  }

  @Override
  public long flags() {
    return 0;
  }

  @Override
  public @Nullable String detail() {
    return null;
  }

  @Override
  public int attempts() {
    return 0;
  }

  @Override
  public String route() {
    return "";
  }

  @Override
  public String cluster() {
    return "";
  }

  @Override
  public @Nullable SocketAddress upstream() {
    return null;
  }

  @Override
  public @Nullable String upstreamFailure() {
    return null;
  }

  @Override
  public @Nullable SocketAddress peer() {
    return client();
  }

  @Override
  public @Nullable String tlsVersion() {
    return null;
  }

  @Override
  public @Nullable String tlsCipher() {
    return null;
  }

  @Override
  public @Nullable String serverName() {
    return null;
  }

  @Override
  public @Nullable String peerSubject() {
    return null;
  }

  @Override
  public String plugins() {
    return "";
  }

  @Override
  public String notes() {
    return "";
  }

  @Override
  public @Nullable String traceId() {
    return null;
  }
}
