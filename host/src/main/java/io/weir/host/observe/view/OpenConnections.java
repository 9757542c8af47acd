package io.weir.host.observe.view;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The clients' connections of one worker, in the order in which they came. Confined to its loop.
 */
public final class OpenConnections {
  private static final int MAX_LOOKS = 10_000;

  /**
   * What a connection speaks.
   *
   * @param streams under way
   */
  public record Speech(String protocol, int streams) {}

  private record Entry(String listener, long openedNanos, Function<Channel, Speech> speech) {}

  private final Map<Channel, Entry> open = new LinkedHashMap<>();

  /**
   * @param speech tells what it speaks, when it is asked
   */
  public void add(Channel channel, String listener, Function<Channel, Speech> speech) {
    open.put(channel, new Entry(listener, System.nanoTime(), speech));
  }

  public void remove(Channel channel) {
    open.remove(channel);
  }

  /** The eldest that the query takes. */
  public Page<ConnectionView> take(int worker, Query query) {
    List<ConnectionView> found = new ArrayList<>();
    int looks = 0;
    Iterator<Map.Entry<Channel, Entry>> all = open.entrySet().iterator();
    while (all.hasNext() && found.size() < query.limit() && looks++ < MAX_LOOKS) {
      Map.Entry<Channel, Entry> next = all.next();
      Entry entry = next.getValue();
      long age = (System.nanoTime() - entry.openedNanos) / 1_000_000;
      if (query.takes(entry.listener, null, age)) {
        found.add(view(worker, next.getKey(), entry, age));
      }
    }
    return new Page<>(found, open.size(), all.hasNext());
  }

  private static ConnectionView view(int worker, Channel channel, Entry entry, long age) {
    Speech speech = entry.speech.apply(channel);
    return new ConnectionView(
        worker,
        entry.listener,
        StreamViews.text(channel.remoteAddress()),
        speech.protocol(),
        tls(channel),
        speech.streams(),
        age);
  }

  private static @Nullable String tls(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    return tls == null ? null : tls.engine().getSession().getProtocol();
  }
}
