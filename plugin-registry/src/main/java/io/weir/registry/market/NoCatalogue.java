package io.weir.registry.market;

import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.util.List;
import java.util.Map;

/** No registry at all: every page says so. */
public final class NoCatalogue implements CatalogueSource {
  @Override
  public RegistryResponse get(String path, Map<String, List<String>> query, RegistryRequest asked) {
    throw new RegistryFault(
        ErrorCode.NAME_UNKNOWN,
        Refusals.UNATTACHED,
        "This gateway shows the plugins of a registry, and it was told of none.");
  }

  @Override
  public String origin(RegistryRequest asked) {
    return "http://none";
  }
}
