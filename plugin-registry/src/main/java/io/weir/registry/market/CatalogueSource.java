package io.weir.registry.market;

import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The catalogue's JSON API, wherever it is. Any thread; may block. */
public interface CatalogueSource {
  /**
   * Asks for {@code path} on behalf of whoever sent {@code asked}.
   *
   * @param path from the first {@code /}, such as {@code /api/v1/plugins}
   * @return the answer, of any status; its body is in memory
   * @throws RegistryFault when it is refused
   * @throws IOException when no answer can be had
   */
  RegistryResponse get(String path, Map<String, List<String>> query, RegistryRequest asked)
      throws IOException;

  /** {@code http://host:port} of the registry, as whoever sent {@code asked} reaches it. */
  String origin(RegistryRequest asked);
}
