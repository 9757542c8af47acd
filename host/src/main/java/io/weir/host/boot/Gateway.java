package io.weir.host.boot;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.runtime.server.EmbeddedServer;
import io.weir.host.admin.AdminToken;
import io.weir.host.admin.Marketplace;
import io.weir.host.config.ConfigApplier;
import io.weir.host.config.ConfigException;
import io.weir.host.config.ConfigException.Problem;
import io.weir.host.config.ConfigService;
import io.weir.host.config.GatewayConfig.Listener;
import io.weir.host.config.HostPort;
import io.weir.host.config.Redactor;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: data plane, configuration and admin API. */
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final ApplicationContext context;
  private final EmbeddedServer admin;

  private Gateway(ApplicationContext context, EmbeddedServer admin) {
    this.context = context;
    this.admin = admin;
  }

  /**
   * Starts one; returns when it serves.
   *
   * @throws ConfigException when it cannot, with what to do; nothing is left running then
   */
  public static Gateway start(RunOptions options, Redactor redactor, DataPlaneFactory dataPlane) {
    ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .deduceCloudEnvironment(false)
            .enableDefaultPropertySources(false)
            .environmentPropertySource(false)
            .properties(AdminProperties.of(options))
            .singletons(options, redactor)
            .build();
    context.registerSingleton(DataPlaneFactory.class, dataPlane);
    boolean started = false;
    try {
      context.start();
      // at first start, so that clients find the token when the server answers
      context.getBean(AdminToken.class);
      context.getBean(ConfigService.class).start();
      Gateway gateway = new Gateway(context, startAdmin(context, options));
      started = true;
      return gateway;
    } catch (BeanInstantiationException e) {
      throw cause(e, ConfigException.class).orElseThrow(() -> e);
    } finally {
      if (!started) {
        context.close();
      }
    }
  }

  /** The line that tells a person or a program that it serves, and where. */
  public String readyLine() {
    StringBuilder line = new StringBuilder("ready");
    gatewayAddresses().forEach(address -> line.append(" gateway http://").append(address));
    return line.append(" admin ").append(adminUrl()).toString();
  }

  /** {@code http://host:port} of the admin API, with the port that was given out. */
  public String adminUrl() {
    HostPort bound =
        new HostPort(context.getBean(RunOptions.class).admin().host(), admin.getPort());
    return admin.getScheme() + "://" + bound;
  }

  /** Where the marketplace's pages are. */
  String marketplaceUrl() {
    return adminUrl() + Marketplace.PATH + "/";
  }

  /**
   * Stops: no more changes, then no more traffic; the admin API answers to the end, so that probes
   * and people see what goes on.
   */
  @Override
  public void close() {
    log.info("stopping");
    context.getBean(ConfigService.class).close();
    context.getBean(ConfigApplier.class).close();
    admin.stop();
    context.close();
  }

  /** What takes changes of its configuration. */
  ConfigService configuration() {
    return context.getBean(ConfigService.class);
  }

  /** {@code host:port} of each listener that is live. */
  List<String> gatewayAddresses() {
    Map<String, String> bound = context.getBean(ConfigApplier.class).boundAddresses();
    List<String> addresses = new ArrayList<>();
    for (Listener listener : configuration().live().config().listeners()) {
      addresses.add(bound.getOrDefault(listener.name(), listener.address()));
    }
    return addresses;
  }

  private static EmbeddedServer startAdmin(ApplicationContext context, RunOptions options) {
    EmbeddedServer server = context.getBean(EmbeddedServer.class);
    try {
      return server.start();
    } catch (RuntimeException e) {
      throw new ConfigException(List.of(adminProblem(options, e)), e);
    }
  }

  private static Problem adminProblem(RunOptions options, RuntimeException e) {
    HostPort address = options.admin();
    if (cause(e, BindException.class).isEmpty()) {
      String message = address + ": the admin API does not start: " + e.getMessage();
      return new Problem("--admin", 0, message, "check the address and the TLS files");
    }
    return new Problem(
        "--admin",
        0,
        address + " is in use",
        "stop the process that has it (ss -ltnp 'sport = :"
            + address.port()
            + "'), or give --admin HOST:PORT");
  }

  private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
