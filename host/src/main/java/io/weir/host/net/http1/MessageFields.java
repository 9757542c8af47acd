package io.weir.host.net.http1;

import static io.weir.host.net.http1.MalformedMessageException.bad;

import io.weir.host.stream.HeaderList;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one message: those that are passed on go to a {@link HeaderList}, those that frame
 * it or concern the connection are understood, and go no further.
 */
final class MessageFields {
  static final long NO_LENGTH = -1;
  private static final int MOST_DIGITS = 18;

  private final boolean request;
  private final ConnectionOptions connection = new ConnectionOptions();

  private HeaderList list = new HeaderList();
  private long contentLength;
  private boolean chunked;
  private boolean trailersAccepted;
  private @Nullable String host;
  private @Nullable String upgrade;
  private @Nullable String http2Settings;
  private @Nullable String expect;

  /**
   * @param request of requests, else of responses
   */
  MessageFields(boolean request) {
    this.request = request;
  }

  /** A message begins, whose headers go to {@code headers}. */
  void begin(HeaderList headers) {
    list = headers;
    connection.reset();
    contentLength = NO_LENGTH;
    chunked = false;
    trailersAccepted = false;
    host = null;
    upgrade = null;
    http2Settings = null;
    expect = null;
  }

  void add(FieldName name, byte[] b, int from, int to) {
    switch (name.role()) {
      case PLAIN -> list.append(name.text(), Octets.text(b, from, to));
      case CONTENT_LENGTH -> length(b, from, to);
      case TRANSFER_ENCODING -> coding(b, from, to);
      case CONNECTION -> connection.add(b, from, to);
      case TE -> te(b, from, to);
      case UPGRADE -> upgrade = joined(upgrade, Octets.text(b, from, to));
      case HTTP2_SETTINGS -> http2Settings = joined(http2Settings, Octets.text(b, from, to));
      case HOST -> host(name, b, from, to);
      case EXPECT -> expect(name, b, from, to);
      case DROPPED -> {}
    }
  }

  private static String joined(@Nullable String before, String value) {
    return before == null ? value : before + ", " + value;
  }

  /** One header, digits alone (RFC 9110 section 8.6): hops may differ on anything else. */
  private void length(byte[] b, int from, int to) {
    if (contentLength != NO_LENGTH) {
      throw bad("more than one content-length");
    }
    if (from == to) {
      throw bad("content-length: empty (expected: digits)");
    }
    long length = 0;
    for (int i = from; i < to; i++) {
      if (!Octets.isDigit(b[i])) {
        throw bad("content-length: with " + Octets.show(b[i]) + " (expected: digits)");
      }
      if (i - from == MOST_DIGITS) {
        throw bad("content-length: too many digits (expected: at most " + MOST_DIGITS + ")");
      }
      length = length * 10 + (b[i] - '0');
    }
    contentLength = length;
    list.append("content-length", Octets.text(b, from, to));
  }

  /** Only "chunked", once and alone, is a coding that is read (RFC 9112 section 6.1). */
  private void coding(byte[] b, int from, int to) {
    if (chunked) {
      throw bad("more than one transfer-encoding");
    }
    if (!Octets.isWord(b, from, to, "chunked")) {
      throw bad("a transfer-encoding other than chunked");
    }
    chunked = true;
  }

  private void te(byte[] b, int from, int to) {
    String value = Octets.text(b, from, to);
    for (String part : value.split(",", -1)) {
      trailersAccepted |= part.strip().equalsIgnoreCase("trailers");
    }
  }

  private void host(FieldName name, byte[] b, int from, int to) {
    if (!request) {
      list.append(name.text(), Octets.text(b, from, to));
      return;
    }
    if (host != null) {
      throw bad("more than one host header");
    }
    host = Octets.text(b, from, to);
  }

  private void expect(FieldName name, byte[] b, int from, int to) {
    if (request) {
      expect = joined(expect, Octets.text(b, from, to));
    } else {
      list.append(name.text(), Octets.text(b, from, to));
    }
  }

  /** All are there. */
  void end(boolean http10) {
    if (chunked && contentLength != NO_LENGTH) {
      throw bad("both content-length and transfer-encoding");
    }
    if (chunked && http10) {
      throw bad("transfer-encoding in HTTP/1.0");
    }
    connection.strip(list);
    if (trailersAccepted) {
      list.append("te", "trailers");
    }
  }

  HeaderList list() {
    return list;
  }

  ConnectionOptions connection() {
    return connection;
  }

  /** {@link #NO_LENGTH} for none. */
  long contentLength() {
    return contentLength;
  }

  boolean chunked() {
    return chunked;
  }

  @Nullable String host() {
    return host;
  }

  /** The protocols, null for none. */
  @Nullable String upgrade() {
    return upgrade;
  }

  @Nullable String http2Settings() {
    return http2Settings;
  }

  @Nullable String expect() {
    return expect;
  }
}
