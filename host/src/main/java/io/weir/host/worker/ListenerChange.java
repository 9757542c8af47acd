package io.weir.host.worker;

import io.weir.host.config.GatewayConfig;
import io.weir.host.net.HttpListener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The listeners' part of a change: what is new is bound before the commit, what is gone is closed
 * after it. A closed listener keeps its connections. On the control thread.
 */
final class ListenerChange {
  private final Map<String, HttpListener> live;
  private final WorkerGroup workers;
  private final List<HttpListener> opened = new ArrayList<>();
  private final List<HttpListener> closing = new ArrayList<>();

  ListenerChange(Map<String, HttpListener> live, WorkerGroup workers) {
    this.live = live;
    this.workers = workers;
  }

  void open(List<GatewayConfig.Listener> wanted) {
    List<HttpListener> kept = new ArrayList<>();
    for (GatewayConfig.Listener listener : wanted) {
      HttpListener now = live.get(listener.name());
      if (now != null && now.address().equals(listener.address())) {
        kept.add(now);
      } else {
        opened.add(bind(listener));
      }
    }
    live.values().stream().filter(l -> !kept.contains(l)).forEach(closing::add);
  }

  private HttpListener bind(GatewayConfig.Listener listener) {
    return HttpListener.bind(
        listener.name(),
        listener.address(),
        workers.acceptor(),
        workers.loops(),
        workers.transport().server(),
        loop -> {
          Worker worker = workers.of(loop);
          return new HttpListener.Home(worker, worker.connections());
        });
  }

  void commit() {
    for (HttpListener listener : closing) {
      listener.close();
      live.remove(listener.name(), listener);
    }
    // Only now: a connection to a new listener must not meet the table from before it.
    for (HttpListener listener : opened) {
      live.put(listener.name(), listener);
      listener.accept();
    }
  }

  void abandon() {
    opened.forEach(HttpListener::close);
  }

  Map<String, InetSocketAddress> bound() {
    Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    live.forEach((name, listener) -> addresses.put(name, listener.boundAddress()));
    return addresses;
  }
}
