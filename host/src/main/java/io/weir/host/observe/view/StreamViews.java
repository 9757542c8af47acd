package io.weir.host.observe.view;

import io.weir.host.observe.record.LiveRecord;
import io.weir.host.observe.record.LiveRecords;
import io.weir.host.observe.record.StreamRecord;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One worker's streams, as views. On its loop; looks at a bounded number of them. */
public final class StreamViews {
  /** So many are looked at: what they cost is well below a millisecond. */
  private static final int MAX_LOOKS = 10_000;

  private StreamViews() {}

  /** The eldest that the query takes. */
  public static Page<StreamView> take(int worker, LiveRecords live, Query query) {
    List<StreamView> found = new ArrayList<>();
    int looks = 0;
    LiveRecord at = live.eldest();
    while (at != null && found.size() < query.limit() && looks < MAX_LOOKS) {
      if (query.takes(at.listener(), at.route(), at.durationNanos() / 1_000_000)) {
        found.add(view(worker, at));
      }
      at = LiveRecords.younger(at);
      looks++;
    }
    return new Page<>(found, live.size(), at != null);
  }

  private static StreamView view(int worker, StreamRecord record) {
    return new StreamView(
        worker,
        record.connection(),
        record.listener(),
        record.route(),
        text(record.client()),
        record.protocol(),
        cut(record.requestHeader(":method")),
        cut(record.requestHeader(":authority")),
        cut(record.target()),
        record.durationNanos() / 1_000_000,
        record.requestBytes(),
        record.responseBytes(),
        record.status(),
        record.cluster(),
        text(record.upstream()),
        record.plugins(),
        cut(record.requestHeader("x-request-id")));
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= StreamView.MAX_TEXT
        ? text
        : text.substring(0, StreamView.MAX_TEXT);
  }

  static @Nullable String text(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress at)) {
      return null;
    }
    String host = at.getHostString();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + at.getPort();
  }
}
