package io.weir.host.worker;

import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.GatewayConfig;
import io.weir.host.net.BoundListener;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The listeners' part of a change: what is new is bound before the commit, what is gone is closed
 * after it. A closed listener keeps its connections for what is under way on them, and those that
 * have a listener of its name again. On the control thread.
 */
final class ListenerChange {
  private final Map<String, BoundListener> live;
  private final WorkerGroup workers;
  private final List<BoundListener> opened = new ArrayList<>();
  private final List<BoundListener> closing = new ArrayList<>();

  ListenerChange(Map<String, BoundListener> live, WorkerGroup workers) {
    this.live = live;
    this.workers = workers;
  }

  void open(List<GatewayConfig.Listener> wanted) {
    List<BoundListener> kept = new ArrayList<>();
    for (GatewayConfig.Listener listener : wanted) {
      BoundListener now = live.get(listener.name());
      if (now != null && now.address().equals(listener.address())) {
        checkProtocol(listener, now);
        kept.add(now);
      } else {
        checkAddress(listener);
        opened.add(bind(listener));
      }
    }
    live.values().stream().filter(l -> !kept.contains(l)).forEach(closing::add);
  }

  /** One address cannot be bound twice, not even for the moment of a change. */
  private static void checkProtocol(GatewayConfig.Listener wanted, BoundListener now) {
    if (wanted.protocol() != now.protocol()) {
      throw new ConfigException(
          new Problem(
              "listeners[" + wanted.name() + "].protocol",
              0,
              wanted.protocol() + " (expected: " + now.protocol() + ", as it is bound now)",
              "give the listener another name and address, or remove it first and add it again"));
    }
  }

  /** As {@link #checkProtocol}, for a listener of another name. */
  private void checkAddress(GatewayConfig.Listener wanted) {
    for (BoundListener now : live.values()) {
      if (now.address().equals(wanted.address()) && !wanted.address().endsWith(":0")) {
        throw new ConfigException(
            new Problem(
                "listeners[" + wanted.name() + "].address",
                0,
                wanted.address() + " is that of listener " + now.name() + ", which is bound now",
                "keep the name " + now.name() + ", or remove it first and add the new one then"));
      }
    }
  }

  private BoundListener bind(GatewayConfig.Listener listener) {
    return BoundListener.bind(
        listener.name(),
        listener.protocol(),
        listener.address(),
        new BoundListener.Sockets(
            workers.acceptor(),
            workers.loops(),
            workers.transport().server(),
            workers.connections(),
            loop -> workers.of(loop).home(listener.name())));
  }

  void commit() {
    for (BoundListener listener : closing) {
      listener.close();
      live.remove(listener.name(), listener);
    }
    // Only now: a connection to a new listener must not meet the table from before it.
    for (BoundListener listener : opened) {
      live.put(listener.name(), listener);
      listener.accept();
    }
    drain();
  }

  /** No route is on a listener that is gone: who asks again is to find out where to. */
  private void drain() {
    Set<String> gone =
        closing.stream()
            .map(BoundListener::name)
            .filter(name -> !live.containsKey(name))
            .collect(Collectors.toUnmodifiableSet());
    if (!gone.isEmpty()) {
      workers.onEach(worker -> worker.connections().drain(gone));
    }
  }

  void abandon() {
    opened.forEach(BoundListener::close);
  }

  Map<String, InetSocketAddress> bound() {
    Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    live.forEach((name, listener) -> addresses.put(name, listener.boundAddress()));
    return addresses;
  }
}
