package io.weir.host.upstream.dns;

import io.netty.channel.EventLoop;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.host.config.DnsSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks one name up again each time its TTL is over. After a failure the last good answer holds;
 * one family of addresses may fail alone. Confined to its loop.
 */
public final class NameWatch {
  private static final Logger log = LoggerFactory.getLogger(NameWatch.class);

  private final EventLoop loop;
  private final String name;
  private final DnsSettings settings;
  private final Lookup lookup;
  private final Consumer<List<InetAddress>> changed;
  private List<InetAddress> addresses = List.of();
  private boolean failing;
  private boolean stopped;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * @param changed is given all addresses, sorted and at least one, when they are others than
   *     before; on the loop
   */
  public NameWatch(
      EventLoop loop,
      DnsNameResolver resolver,
      String name,
      DnsSettings settings,
      Consumer<List<InetAddress>> changed) {
    this.loop = loop;
    this.name = name;
    this.settings = settings;
    this.lookup = new Lookup(resolver, loop, name);
    this.changed = changed;
  }

  public void start() {
    Future<Answer> answer = lookup.ask(settings.family());
    answer.addListener((Future<Answer> done) -> told(done));
  }

  public void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void told(Future<Answer> done) {
    if (stopped) {
      return;
    }
    if (!done.isSuccess()) {
      failed(done.cause());
      return;
    }
    Answer answer = done.getNow();
    Throwable failure = answer.failure();
    if (failure != null && !failing) {
      log.warn(
          "{}: not all addresses are known: {}; until they are: {}",
          name,
          failure.getMessage(),
          answer.addresses());
    }
    failing = failure != null;
    again(failing ? settings.retry() : held(Duration.ofSeconds(answer.ttlSeconds())));
    if (!answer.addresses().equals(addresses)) {
      addresses = answer.addresses();
      changed.accept(addresses);
    }
  }

  private void failed(Throwable cause) {
    if (!failing) {
      log.warn(
          "{}: no address: {}; {}",
          name,
          cause.getMessage(),
          addresses.isEmpty() ? "there was none yet" : "the last answer holds: " + addresses);
    }
    failing = true;
    again(settings.retry());
  }

  private Duration held(Duration ttl) {
    if (ttl.compareTo(settings.minTtl()) < 0) {
      return settings.minTtl();
    }
    return ttl.compareTo(settings.maxTtl()) > 0 ? settings.maxTtl() : ttl;
  }

  private void again(Duration after) {
    timer = loop.schedule(this::start, after.toMillis(), TimeUnit.MILLISECONDS);
  }
}
