package io.weir.registry.catalogue;

import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The plugins of a registry. Thread-safe. */
public interface Catalogue {
  /**
   * Searches; from memory, but the first ones wait while the catalogue opens.
   *
   * @param visible the repositories that may be shown
   * @throws IllegalArgumentException when {@link Query#after} names no plugin
   */
  SearchPage search(Query query, Predicate<String> visible);

  /**
   * A plugin with all that is shown of it. Reads its documents, so it may block. Whether it may be
   * shown is the caller's affair.
   *
   * @param version a tag or a digest; null for the latest version
   * @return null when there is no such plugin, or no such version of it
   * @throws IOException when the store fails
   */
  @Nullable PluginDetail detail(String repository, @Nullable String version) throws IOException;

  /**
   * The icon of a plugin. May block.
   *
   * @param version as for {@link #detail}
   * @return null when there is none, or none that is safe to serve
   * @throws IOException when the store fails
   */
  @Nullable Icon icon(String repository, @Nullable String version) throws IOException;

  /**
   * Marks a version, or takes its mark away. Durable when it returns.
   *
   * @param version a tag or a digest; null for all versions that there are
   * @param mark null for none
   * @return how many versions were marked; 0 when there is no such plugin or version
   * @throws IOException when the store fails
   */
  int mark(String repository, @Nullable String version, @Nullable Mark mark) throws IOException;
}
