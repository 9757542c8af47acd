package io.weir.registry;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an artifact, {@code registry/repository[:tag][@digest]} (OCI distribution
 * specification, "Pulling manifests"). The registry is never implied. Immutable.
 *
 * @param registry {@code host} or {@code host:port}
 * @param repository the path within it, {@code plugins/key-auth}
 * @param tag null when only a digest was given
 * @param digest null when only a tag was given; when both are there, the digest counts
 */
public record Reference(
    String registry, String repository, @Nullable String tag, @Nullable Digest digest) {
  private static final int MAX_REPOSITORY = 255;
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  public Reference {
    require(isRegistry(registry), "registry", registry, "host or host:port");
    require(
        isRepository(repository),
        "repository",
        repository,
        "lower-case letters, digits, and single . _ - between them, parts divided by /,"
            + " at most 255 characters");
    require(tag == null || isTag(tag), "tag", tag, "letters, digits, . _ -, at most 128");
  }

  /**
   * Reads a reference, without a scheme. A missing tag and digest mean the tag {@code latest}.
   *
   * @throws IllegalArgumentException when it is not one, naming the part that is wrong
   */
  public static Reference parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || text.contains("://")) {
      throw new IllegalArgumentException(
          "reference: " + text + " (expected: registry/repository:tag, without a scheme)");
    }
    String registry = text.substring(0, slash);
    String rest = text.substring(slash + 1);
    Digest digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = Digest.parse(rest.substring(at + 1));
      rest = rest.substring(0, at);
    }
    String tag = digest == null ? "latest" : null;
    int colon = rest.indexOf(':');
    if (colon >= 0) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    return new Reference(registry, rest, tag, digest);
  }

  /** Whether {@code text} may name a repository (specification: {@code <name>}). */
  public static boolean isRepository(String text) {
    return text.length() <= MAX_REPOSITORY && REPOSITORY.matcher(text).matches();
  }

  /** Whether {@code text} may be a tag (specification: {@code <reference>} as a tag). */
  public static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  private static boolean isRegistry(String text) {
    return text.length() <= MAX_REPOSITORY && REGISTRY.matcher(text).matches();
  }

  /** The same repository at {@code digest}, without a tag. */
  public Reference at(Digest digest) {
    return new Reference(registry, repository, null, digest);
  }

  /** The same repository at {@code tag}. */
  public Reference withTag(String tag) {
    return new Reference(registry, repository, tag, null);
  }

  /** What a request for the manifest names: the digest, else the tag. */
  public String target() {
    if (digest != null) {
      return digest.toString();
    }
    return tag != null ? tag : "latest";
  }

  /** {@code registry/repository[:tag][@digest]}. */
  @Override
  public String toString() {
    return registry
        + "/"
        + repository
        + (tag == null ? "" : ":" + tag)
        + (digest == null ? "" : "@" + digest);
  }

  private static void require(boolean ok, String part, @Nullable String value, String expected) {
    if (!ok) {
      throw new IllegalArgumentException(part + ": " + value + " (expected: " + expected + ")");
    }
  }
}
