package io.weir.registry.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code collection.retention}: what a repository keeps. A tag goes when there is {@code
 * keepNewest} or {@code keepFor} and none of the conditions keeps it.
 *
 * @param repositories which repositories it is for
 * @param keepNewest how many tags to keep, the newest by {@code order}
 * @param order what newest means; {@code SEMVER} when left out
 * @param keepFor how long after it was set a tag is kept
 * @param keepTags tags to keep in any case, {@code *} for anything; {@code latest} when left out
 * @param untaggedAfter how long after its push a manifest is kept that neither a tag, an index nor
 *     a subject keeps
 */
public record RetentionRule(
    List<RepositoryGlob> repositories,
    @Nullable Integer keepNewest,
    Order order,
    @Nullable Duration keepFor,
    List<String> keepTags,
    @Nullable Duration untaggedAfter) {

  /** What makes one tag newer than another. */
  public enum Order {
    /** The version that it is; tags that are none are kept, unless {@code keepFor} is given. */
    SEMVER,
    /** When it was set. */
    PUSHED
  }

  public RetentionRule {
    repositories = List.copyOf(Fields.needed("repositories", repositories));
    order = Objects.requireNonNullElse(order, Order.SEMVER);
    keepTags = List.copyOf(Objects.requireNonNullElse(keepTags, List.of("latest")));
    if (keepNewest == null && keepFor == null && untaggedAfter == null) {
      throw new IllegalArgumentException(
          "keepNewest, keepFor, untaggedAfter: none (expected: at least one)");
    }
    if (keepNewest != null && keepNewest < 1) {
      throw new IllegalArgumentException("keepNewest: " + keepNewest + " (expected: 1 or more)");
    }
  }
}
