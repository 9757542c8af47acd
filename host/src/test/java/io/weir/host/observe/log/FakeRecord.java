package io.weir.host.observe.log;

import io.weir.host.observe.record.BareRecord;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream as a test wants it. */
final class FakeRecord extends BareRecord {
  final Map<String, String> request = new HashMap<>();
  final Map<String, String> response = new HashMap<>();
  final Map<String, String> trailers = new HashMap<>();
  int status = 200;
  long nanos = 12_345_678;
  @Nullable String detail;
  @Nullable SocketAddress client = new InetSocketAddress("192.0.2.7", 4711);
  @Nullable SocketAddress peer = new InetSocketAddress("198.51.100.1", 80);
  long flags;

  @Override
  public @Nullable String requestHeader(String name) {
    return request.get(name);
  }

  @Override
  public @Nullable String target() {
    return request.get(":path");
  }

  @Override
  public @Nullable String responseHeader(String name) {
    return response.get(name);
  }

  @Override
  public @Nullable String responseTrailer(String name) {
    return trailers.get(name);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long startedAtMillis() {
    return 1_769_903_999_007L; // 2026-01-31T23:59:59.007Z
  }

  @Override
  public long durationNanos() {
    return nanos;
  }

  @Override
  public long requestBytes() {
    return 3;
  }

  @Override
  public long responseBytes() {
    return 1_234_567_890_123L;
  }

  @Override
  public long flags() {
    return flags;
  }

  @Override
  public @Nullable String detail() {
    return detail;
  }

  @Override
  public int attempts() {
    return 1;
  }

  @Override
  public String route() {
    return "shop";
  }

  @Override
  public String listener() {
    return "web";
  }

  @Override
  public @Nullable SocketAddress client() {
    return client;
  }

  @Override
  public @Nullable SocketAddress peer() {
    return peer;
  }

  @Override
  public @Nullable SocketAddress local() {
    return null;
  }

  @Override
  public String protocol() {
    return "HTTP/1.1";
  }

  @Override
  public long connection() {
    return 9;
  }
}
