package io.weir.host.net.http1;

import io.weir.host.stream.HeaderList;
import java.util.ArrayList;
import java.util.List;

/** What the Connection headers of one message say (RFC 9110 section 7.6.1). */
final class ConnectionOptions {
  /** More names than any sender has: each is looked for among all headers. */
  private static final int MOST_NOMINATED = 64;

  private final List<String> nominated = new ArrayList<>(0);
  private boolean close;
  private boolean keepAlive;
  private boolean upgrade;
  private boolean http2Settings;

  void reset() {
    nominated.clear();
    close = false;
    keepAlive = false;
    upgrade = false;
    http2Settings = false;
  }

  boolean close() {
    return close;
  }

  boolean keepAlive() {
    return keepAlive;
  }

  boolean upgrade() {
    return upgrade;
  }

  boolean http2Settings() {
    return http2Settings;
  }

  /** One header's value. */
  void add(byte[] b, int from, int to) {
    int start = from;
    while (start <= to) {
      int end = start;
      while (end < to && b[end] != ',') {
        end++;
      }
      option(b, start, end);
      start = end + 1;
    }
  }

  private void option(byte[] b, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Octets.isBlank(b[start])) {
      start++;
    }
    while (end > start && Octets.isBlank(b[end - 1])) {
      end--;
    }
    if (start == end) {
      return;
    }
    if (Octets.isWord(b, start, end, "keep-alive")) {
      keepAlive = true;
    } else if (Octets.isWord(b, start, end, "close")) {
      close = true;
    } else if (Octets.isWord(b, start, end, "upgrade")) {
      upgrade = true;
    } else if (Octets.isWord(b, start, end, "http2-settings")) {
      http2Settings = true;
    } else {
      nominate(b, start, end);
    }
  }

  private void nominate(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      byte lower = Octets.token(b[i]);
      if (lower == 0) {
        throw MalformedMessageException.bad(
            "a connection header with " + Octets.show(b[i]) + " (expected: names)");
      }
      b[i] = lower;
    }
    String name = Octets.text(b, from, to);
    // These a Connection header may not take away: it would change what the message means.
    if (name.equals("host") || name.equals("content-length") || name.equals("te")) {
      return;
    }
    if (nominated.size() == MOST_NOMINATED) {
      throw MalformedMessageException.bad(
          "a connection header with too many names (expected: at most " + MOST_NOMINATED + ")");
    }
    nominated.add(name);
  }

  /** Takes out of {@code headers} what is of this connection alone. */
  void strip(HeaderList headers) {
    for (int i = 0; i < nominated.size(); i++) {
      headers.remove(nominated.get(i));
    }
  }
}
