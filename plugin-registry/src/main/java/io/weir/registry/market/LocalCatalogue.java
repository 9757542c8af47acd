package io.weir.registry.market;

import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * The API in the same process: what the caller may not see there, the pages do not show.
 *
 * @param api answers the paths below {@code /api/v1/}
 */
public record LocalCatalogue(RegistryHandler api) implements CatalogueSource {
  @Override
  public RegistryResponse get(String path, Map<String, List<String>> query, RegistryRequest asked)
      throws IOException {
    return api.handle(
        new RegistryRequest(
            "GET",
            path,
            query,
            Map.of(),
            0,
            InputStream.nullInputStream(),
            asked.origin(),
            asked.remote(),
            asked.caller()));
  }

  @Override
  public String origin(RegistryRequest asked) {
    return asked.origin();
  }
}
