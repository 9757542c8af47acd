package io.weir.registry.server;

import io.weir.registry.catalogue.CatalogueApi;
import io.weir.registry.distribution.DistributionHandler;
import io.weir.registry.distribution.PushRules;
import io.weir.registry.download.DownloadHandler;
import io.weir.registry.housekeeping.HousekeepingApi;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.market.LocalCatalogue;
import io.weir.registry.market.MarketHandler;
import io.weir.registry.mirror.MirrorHandler;
import java.io.IOException;
import java.nio.file.Path;

/** What answers, by path. */
final class Parts implements AutoCloseable {
  private final RegistryHandler token;
  private final Plugins plugins;
  private final MirrorHandler distribution;
  private final RegistryHandler downloads;
  private final RegistryHandler housekeeping;
  private final RegistryHandler market;

  /**
   * @param token answers at {@code /token}
   */
  Parts(Storage storage, RegistryOptions options, RegistryHandler token) throws IOException {
    Path folder = options.folder();
    this.token = token;
    plugins = Plugins.open(storage.store(), options.config().plugins());
    RegistryHandler own =
        new DistributionHandler(
            storage.store(),
            storage.uploads(),
            new PushRules(options.maxBlobBytes(), options.config().limits().sparse()),
            plugins.review(),
            plugins.catalogue());
    distribution =
        new MirrorHandler(
            options.config().mirrors(),
            storage.store(),
            folder.resolve("mirror"),
            options.maxBlobBytes(),
            plugins.review(),
            own);
    downloads = new DownloadHandler(storage.store(), folder.resolve("modules"), distribution);
    housekeeping = new HousekeepingApi(storage.housekeeper());
    market = new MarketHandler(new LocalCatalogue(plugins.api()), "", false);
  }

  RegistryHandler at(String path) {
    if (path.startsWith("/v2")) {
      return distribution;
    }
    if (path.equals("/token")) {
      return token;
    }
    if (DownloadHandler.serves(path)) {
      return downloads;
    }
    if (HousekeepingApi.serves(path)) {
      return housekeeping;
    }
    if (MarketHandler.serves(path)) {
      return market;
    }
    return CatalogueApi.serves(path) ? plugins.api() : distribution;
  }

  @Override
  public void close() {
    distribution.close();
    plugins.close();
  }
}
