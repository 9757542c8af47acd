package io.weir.registry.access;

import io.weir.registry.Digest;
import io.weir.registry.config.TagsConfig;
import io.weir.registry.config.TagsConfig.Immutable;
import io.weir.registry.config.TagsConfig.TagRule;
import io.weir.registry.http.CurrentRequest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.StorePolicy;
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

  private static boolean fixed(TagRule rule, String tag) {
    boolean named =
        rule.immutable() == Immutable.ALL
            || rule.immutable() == Immutable.SEMVER && SEMVER.matcher(tag).matches();
    return named && CurrentRequest.get() != null;
  }
}
