package io.weir.host.boot;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.weir.host.admin.AdminAddress;
import io.weir.host.admin.AdminToken;
import io.weir.host.admin.Marketplace;
import io.weir.host.admin.WorkerCount;
import io.weir.host.config.ConfigApplier;
import io.weir.host.config.ConfigService;
import io.weir.host.config.ConfigSource;
import io.weir.host.config.FileConfigSource;
import io.weir.host.config.Redactor;
import io.weir.host.config.Secrets;
import io.weir.host.config.StoreConfigSource;
import io.weir.host.observe.JvmMetrics;
import io.weir.host.observe.MetricsSource;
import io.weir.host.observe.view.LiveViews;
import io.weir.registry.market.MarketHandler;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** What the gateway is made of, beside the admin server that Micronaut brings. */
@Factory
final class GatewayFactory {
  @Singleton
  Secrets secrets(Redactor redactor) {
    return Secrets.ofProcess(redactor);
  }

  @Singleton
  @Bean(preDestroy = "close")
  ConfigSource source(RunOptions options) {
    Path file = options.config();
    return file != null
        ? new FileConfigSource(file)
        : StoreConfigSource.open(options.data().resolve("config"));
  }

  @Singleton
  @Bean(preDestroy = "close")
  ConfigApplier applier(DataPlaneFactory dataPlane, RunOptions options, Secrets secrets) {
    return dataPlane.open(options, secrets);
  }

  @Singleton
  @Bean(preDestroy = "close")
  ConfigService service(ConfigSource source, ConfigApplier applier) {
    return new ConfigService(source, applier);
  }

  @Singleton
  MetricsSource metrics(ConfigApplier applier) {
    return applier instanceof MetricsSource source ? source : page -> {};
  }

  @Singleton
  LiveViews views(ConfigApplier applier) {
    return applier instanceof LiveViews views ? views : LiveViews.NONE;
  }

  @Singleton
  @Bean(preDestroy = "close")
  JvmMetrics jvm() {
    return new JvmMetrics();
  }

  @Singleton
  AdminToken token(RunOptions options) {
    return AdminToken.readOrCreate(options.data());
  }

  @Singleton
  @Bean(preDestroy = "close")
  MarketplaceRegistry marketplaceRegistry(RunOptions options) {
    return MarketplaceRegistry.of(options.marketplace());
  }

  @Singleton
  Marketplace marketplace(MarketplaceRegistry registry) {
    return new Marketplace(new MarketHandler(registry.api(), Marketplace.PATH, true));
  }

  @Singleton
  AdminAddress adminAddress(RunOptions options) {
    return new AdminAddress(options.admin());
  }

  @Singleton
  WorkerCount workers(RunOptions options) {
    return new WorkerCount(options.dataPlane().workers());
  }
}
