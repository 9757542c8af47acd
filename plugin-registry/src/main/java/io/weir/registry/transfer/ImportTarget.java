package io.weir.registry.transfer;

import io.weir.registry.Descriptor;
import io.weir.registry.Reference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an import goes.
 *
 * @param registry {@code host} or {@code host:port}
 * @param prefix put before every repository, without a slash at its end; empty for none
 */
public record ImportTarget(String registry, String prefix) {

  /**
   * Reads {@code registry[/prefix]}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ImportTarget parse(String text) {
    int slash = text.indexOf('/');
    String registry = slash < 0 ? text : text.substring(0, slash);
    String prefix = slash < 0 ? "" : text.substring(slash + 1).replaceFirst("/+$", "");
    new Reference(registry, prefix.isEmpty() ? "any" : prefix, "any", null); // checks both
    return new ImportTarget(registry, prefix);
  }

  /**
   * The reference that an entry of {@code index.json} is to have here.
   *
   * @throws IllegalArgumentException when neither archive nor target names a repository
   */
  Reference reference(Descriptor entry) {
    Map<String, String> names = entry.annotations();
    String refName = names.getOrDefault(ImageLayout.REF_NAME, "");
    String repository = repository(names, refName);
    String tag = refName.substring(refName.lastIndexOf(':') + 1);
    Reference at = new Reference(registry, joined(repository), null, entry.digest());
    return Reference.isTag(tag) ? at.withTag(tag) : at;
  }

  private static @Nullable String repository(Map<String, String> names, String refName) {
    String own = names.get(ImageLayout.REPOSITORY);
    if (own != null) {
      return own;
    }
    String full = names.get(ImageLayout.IMAGE_NAME);
    if (full != null && full.indexOf('/') > 0) {
      return Reference.parse(full).repository();
    }
    int colon = refName.lastIndexOf(':');
    return colon > 0 ? refName.substring(0, colon) : null;
  }

  private String joined(@Nullable String repository) {
    if (repository == null && prefix.isEmpty()) {
      throw new IllegalArgumentException(
          "the archive names no repository (expected: the target as REGISTRY/REPOSITORY)");
    }
    if (repository == null) {
      return prefix;
    }
    return prefix.isEmpty() ? repository : prefix + "/" + repository;
  }
}
