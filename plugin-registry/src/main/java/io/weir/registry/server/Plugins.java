package io.weir.registry.server;

import io.weir.registry.catalogue.CatalogueApi;
import io.weir.registry.catalogue.StoreCatalogue;
import io.weir.registry.config.PluginsConfig;
import io.weir.registry.distribution.PushReview;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.plugin.PluginReview;
import io.weir.registry.signature.TrustedKeys;
import io.weir.registry.store.RegistryStore;
import java.time.Clock;

/**
 * What a registry does for plugins.
 *
 * @param review looks at what is pushed
 * @param catalogue follows the store; closed before it
 * @param api answers about the catalogue
 */
record Plugins(PushReview review, StoreCatalogue catalogue, RegistryHandler api)
    implements AutoCloseable {

  static Plugins open(RegistryStore store, PluginsConfig config) {
    Clock clock = Clock.systemUTC();
    StoreCatalogue catalogue = StoreCatalogue.open(store, TrustedKeys.of(config.trust()), clock);
    return new Plugins(
        new PluginReview(store, config.validation(), clock),
        catalogue,
        new CatalogueApi(catalogue));
  }

  @Override
  public void close() {
    catalogue.close();
  }
}
