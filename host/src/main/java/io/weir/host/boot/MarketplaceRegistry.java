package io.weir.host.boot;

import io.weir.registry.ClientOptions;
import io.weir.registry.market.CatalogueSource;
import io.weir.registry.market.NoCatalogue;
import io.weir.registry.market.RemoteCatalogue;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The registry that the marketplace shows. */
record MarketplaceRegistry(CatalogueSource api) implements AutoCloseable {

  /**
   * @param registry null for none
   */
  static MarketplaceRegistry of(@Nullable URI registry) {
    return new MarketplaceRegistry(
        registry == null
            ? new NoCatalogue()
            : new RemoteCatalogue(registry, ClientOptions.defaults()));
  }

  @Override
  public void close() {
    if (api instanceof RemoteCatalogue remote) {
      remote.close();
    }
  }
}
