package io.weir.registry.config;

import java.util.List;
import java.util.Objects;

/**
 * {@code tags}: which tags stay where they are.
 *
 * @param immutable which; full semantic versions when left out
 * @param allowDelete whether those who may delete may delete such tags; false when left out
 * @param rules what holds for some repositories instead; the first that matches counts
 */
public record TagsConfig(Immutable immutable, Boolean allowDelete, List<TagRule> rules) {

  /** Which tags cannot be moved. */
  public enum Immutable {
    NONE,
    /** {@code 1.2.3}, {@code v1.2.3-rc.1}; not {@code 1.2} nor {@code latest}. */
    SEMVER,
    ALL
  }

  /**
   * What holds for some repositories.
   *
   * @param repositories which; needed
   * @param immutable as in {@link TagsConfig}
   * @param allowDelete as in {@link TagsConfig}
   */
  public record TagRule(
      List<RepositoryGlob> repositories, Immutable immutable, Boolean allowDelete) {
    public TagRule {
      repositories = Fields.needed("repositories", repositories);
      immutable = Objects.requireNonNullElse(immutable, Immutable.SEMVER);
      allowDelete = Objects.requireNonNullElse(allowDelete, false);
    }
  }

  public TagsConfig {
    immutable = Objects.requireNonNullElse(immutable, Immutable.SEMVER);
    allowDelete = Objects.requireNonNullElse(allowDelete, false);
    rules = rules == null ? List.of() : List.copyOf(rules);
  }

  /** What holds for a repository. */
  public TagRule of(String repository) {
    for (TagRule each : rules) {
      if (RepositoryGlob.any(each.repositories(), repository)) {
        return each;
      }
    }
    return new TagRule(List.of(RepositoryGlob.of("**")), immutable, allowDelete);
  }
}
