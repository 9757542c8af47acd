package io.weir.registry.catalogue;

import io.weir.registry.plugin.module.Capability;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for. Null filters let everything pass; all that are set must hold.
 *
 * @param text words of the name, title, description, keywords and README; each may be the beginning
 *     of one; empty for all plugins
 * @param category as {@code spec.yaml} has it: {@code auth}
 * @param language as {@link PluginSummary#language()}, whatever its case
 * @param phase {@code AUTHN}
 * @param abi {@code 0.2.1}
 * @param signer the name of a trusted key
 * @param capability what it can use of the host
 * @param deprecated whether those that are deprecated are wanted, or those that are not
 * @param sort the order
 * @param limit the most plugins of a page, 1 to {@link #MAX_LIMIT}
 * @param after the repository that the page before ended with; null for the first page
 */
public record Query(
    String text,
    @Nullable String category,
    @Nullable String language,
    @Nullable String phase,
    @Nullable String abi,
    @Nullable String signer,
    @Nullable Capability capability,
    @Nullable Boolean deprecated,
    Sort sort,
    int limit,
    @Nullable String after) {
  public static final int MAX_LIMIT = 100;
  public static final int DEFAULT_LIMIT = 24;
  static final int MAX_TEXT = 200;

  /** The orders; equals are ordered by repository. */
  public enum Sort {
    RELEVANCE,
    NAME,
    /** The latest first. */
    UPDATED,
    /** The most first. */
    DOWNLOADS
  }

  public Query {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("n: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
    }
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "q: %d characters (expected: at most %d)".formatted(text.length(), MAX_TEXT));
    }
  }

  /** A search by words alone: by relevance, the first page. */
  public static Query of(String text) {
    return new Query(
        text, null, null, null, null, null, null, null, Sort.RELEVANCE, DEFAULT_LIMIT, null);
  }
}
