package io.weir.registry.access;

import io.weir.registry.Digest;
import io.weir.registry.config.TagsConfig;
import io.weir.registry.config.TagsConfig.Immutable;
import io.weir.registry.config.TagsConfig.TagRule;
import io.weir.registry.http.CurrentRequest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.Repository;
import io.weir.registry.store.StorePolicy;
import io.weir.registry.store.Tag;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tags where they are: those of full semantic versions (Semantic Versioning 2.0.0, with an
 * optional {@code v}, and {@code _} for the {@code +} that tags cannot have), where the
 * configuration says nothing else. Holds for requests; what the registry does of itself, such as
 * retention, has rules of its own. Thread-safe, never blocks.
 */
public final class TagPolicy implements StorePolicy {
  private static final String NUMBER = "(?:0|[1-9]\\d*)";
  private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
  private static final int MAX_DEPTH = 3; // indices of indices
  private static final Pattern SEMVER =
      Pattern.compile("v?%1$s\\.%1$s\\.%1$s(?:-%2$s)?(?:_%2$s)?".formatted(NUMBER, IDENTIFIERS));

  private final TagsConfig config;

  public TagPolicy(TagsConfig config) {
    this.config = config;
  }

  @Override
  public void mayMove(String repository, String tag, @Nullable Digest from, Digest to) {
    if (from != null && fixed(config.of(repository), tag)) {
      throw new RegistryFault(
          ErrorCode.DENIED,
          "tag %s:%s is immutable and names %s (push another version, or change tags.immutable)"
              .formatted(repository, tag, from));
    }
  }

  @Override
  public void mayDeleteTag(String repository, String tag, Digest from) {
    TagRule rule = config.of(repository);
    if (!rule.allowDelete() && fixed(rule, tag)) {
      throw new RegistryFault(
          ErrorCode.DENIED,
          "tag %s:%s is immutable (deprecate or yank it, or set tags.allowDelete)"
              .formatted(repository, tag));
    }
  }

  @Override
  public void mayDelete(Repository repository, ManifestState manifest) {
    requireUnused(repository, manifest.digest());
  }

  @Override
  public void mayUnlink(Repository repository, Digest blob) {
    requireUnused(repository, blob);
  }

  /** A tag that stays keeps what it is made of. */
  private void requireUnused(Repository repository, Digest content) {
    TagRule rule = config.of(repository.name());
    if (rule.allowDelete() || CurrentRequest.get() == null) {
      return;
    }
    for (Tag tag : repository.tags().values()) {
      if (fixed(rule, tag.name()) && uses(repository, tag.digest(), content, MAX_DEPTH)) {
        throw new RegistryFault(
            ErrorCode.DENIED,
            "%s is part of %s:%s, which is immutable (deprecate or yank it, or set tags.allowDelete)"
                .formatted(content, repository.name(), tag.name()));
      }
    }
  }

  private static boolean uses(Repository repository, Digest manifest, Digest content, int depth) {
    ManifestState known = repository.manifest(manifest);
    return known != null
        && (known.content().contains(content)
            || depth > 0
                && known.content().stream()
                    .anyMatch(each -> uses(repository, each, content, depth - 1)));
  }

  private static boolean fixed(TagRule rule, String tag) {
    boolean named =
        rule.immutable() == Immutable.ALL
            || rule.immutable() == Immutable.SEMVER && SEMVER.matcher(tag).matches();
    return named && CurrentRequest.get() != null;
  }
}
