package io.weir.registry.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of what a search found.
 *
 * @param total how many there are on all pages
 * @param next what {@link Query#after} of the next page is; null on the last
 * @param facets for each filter ({@code category}, {@code language}, {@code phase}, {@code abi},
 *     {@code signer}, {@code capability}, {@code deprecated}) the values among all that was found,
 *     with their counts, the most frequent first
 */
public record SearchPage(
    List<PluginSummary> plugins,
    int total,
    @Nullable String next,
    Map<String, Map<String, Integer>> facets) {
  public SearchPage {
    plugins = List.copyOf(plugins);
  }
}
