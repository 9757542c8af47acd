package io.weir.host.tls;

import io.weir.host.config.CertificateInfo;
import io.weir.host.config.GatewayConfig;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.ListenerTls;
import io.weir.host.config.ListenerTls.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of all listeners, and the one thread that looks at their files. A listener whose settings
 * stay keeps what it has, with its session tickets, when the configuration changes.
 */
public final class ListenerCertificates implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ListenerCertificates.class);
  private static final long LOOK_SECONDS = 1;

  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("weir-certificates").factory());
  private final UpstreamCertificates upstreams;
  private volatile Map<String, ServerTls> live = Map.of();

  /**
   * @param upstreams looked at together with these
   */
  public ListenerCertificates(UpstreamCertificates upstreams) {
    this.upstreams = upstreams;
    watcher.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * What the listeners of {@code config} are to have, by name; nothing changes yet. On the control
   * thread.
   *
   * @throws io.weir.host.config.ConfigException naming a file that cannot be used
   */
  public Map<String, ServerTls> prepare(GatewayConfig config) {
    Map<String, ServerTls> next = new LinkedHashMap<>();
    for (int i = 0; i < config.listeners().size(); i++) {
      Listener listener = config.listeners().get(i);
      ListenerTls settings = listener.tls();
      if (settings != null && settings.mode() == Mode.Terminate) {
        ServerTls now = live.get(listener.name());
        next.put(
            listener.name(),
            now != null && now.settings().equals(settings)
                ? now
                : ServerTls.load(listener.name(), "listeners[" + i + "]", settings));
      }
    }
    return next;
  }

  /** {@code next} serves from now on. On the control thread. */
  public void commit(Map<String, ServerTls> next) {
    live = Map.copyOf(next);
  }

  /** What is told of all certificates. Any thread. */
  public List<CertificateInfo> certificates() {
    return live.values().stream().flatMap(tls -> tls.certificates().stream()).toList();
  }

  private void look() {
    try {
      live.values().forEach(ServerTls::refresh);
      upstreams.refresh();
    } catch (RuntimeException e) {
      log.error("a defect while looking at the files of certificates", e);
    }
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
