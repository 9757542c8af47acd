package io.weir.host.boot;

import io.weir.registry.ClientOptions;
import io.weir.registry.market.CatalogueApi;
import io.weir.registry.market.NoCatalogueApi;
import io.weir.registry.market.RemoteCatalogueApi;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The registry that the marketplace shows. */
record MarketplaceRegistry(CatalogueApi api) implements AutoCloseable {

  /**
   * @param registry null for none
   */
  static MarketplaceRegistry of(@Nullable URI registry) {
    return new MarketplaceRegistry(
        registry == null
            ? new NoCatalogueApi()
            : new RemoteCatalogueApi(registry, ClientOptions.defaults()));
  }

  @Override
  public void close() {
    if (api instanceof RemoteCatalogueApi remote) {
      remote.close();
    }
  }
}
