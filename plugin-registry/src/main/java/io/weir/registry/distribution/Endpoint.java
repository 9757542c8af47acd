package io.weir.registry.distribution;

import io.weir.registry.Digest;
import io.weir.registry.Reference;
import io.weir.registry.http.Action;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import org.jspecify.annotations.Nullable;

/** What a path of the distribution API names. */
public sealed interface Endpoint {
  /** Something of one repository. */
  sealed interface InRepository extends Endpoint {
    String repository();

    /** What a request of {@code method} does with the repository. */
    default Action action(String method) {
      return switch (method) {
        case "GET", "HEAD" -> Action.PULL;
        case "DELETE" -> Action.DELETE;
        default -> Action.PUSH;
      };
    }
  }

  /** {@code /v2/}. */
  record Base() implements Endpoint {}

  /** {@code /v2/_catalog}. */
  record Catalog() implements Endpoint {}

  /** {@code /v2/<name>/blobs/<digest>}. */
  record Blob(String repository, Digest digest) implements InRepository {}

  /** {@code /v2/<name>/blobs/uploads/}. */
  record Uploads(String repository) implements InRepository {}

  /** {@code /v2/<name>/blobs/uploads/<id>}. */
  record Upload(String repository, String id) implements InRepository {
    @Override
    public Action action(String method) {
      return Action.PUSH;
    }
  }

  /** {@code /v2/<name>/manifests/<digest>}. */
  record ManifestByDigest(String repository, Digest digest) implements InRepository {}

  /** {@code /v2/<name>/manifests/<tag>}. */
  record ManifestByTag(String repository, String tag) implements InRepository {}

  /** {@code /v2/<name>/tags/list}. */
  record Tags(String repository) implements InRepository {}

  /** {@code /v2/<name>/referrers/<digest>}. */
  record Referrers(String repository, Digest digest) implements InRepository {}

  /**
   * Reads a path.
   *
   * @return null when it is none of the API's
   * @throws RegistryFault when a name, tag or digest in it is malformed
   */
  static @Nullable Endpoint parse(String path) {
    return switch (path) {
      case "/v2", "/v2/" -> new Base();
      case "/v2/_catalog" -> new Catalog();
      default -> path.startsWith("/v2/") ? inRepository(path.substring("/v2/".length())) : null;
    };
  }

  private static @Nullable Endpoint inRepository(String rest) {
    int uploads = rest.lastIndexOf("/blobs/uploads");
    if (uploads > 0) {
      return upload(rest.substring(0, uploads), rest.substring(uploads + 14));
    }
    int last = rest.lastIndexOf('/');
    int before = last <= 0 ? -1 : rest.lastIndexOf('/', last - 1);
    if (before <= 0) {
      return null;
    }
    String name = rest.substring(0, before);
    String value = rest.substring(last + 1);
    return switch (rest.substring(before + 1, last)) {
      case "blobs" -> new Blob(name(name), digest(value));
      case "referrers" -> new Referrers(name(name), digest(value));
      case "tags" -> value.equals("list") ? new Tags(name(name)) : null;
      case "manifests" -> manifest(name(name), value);
      default -> null;
    };
  }

  private static @Nullable Endpoint upload(String name, String rest) {
    if (rest.isEmpty() || rest.equals("/")) {
      return new Uploads(name(name));
    }
    boolean id = rest.startsWith("/") && rest.indexOf('/', 1) < 0;
    return id ? new Upload(name(name), rest.substring(1)) : null;
  }

  private static Endpoint manifest(String name, String value) {
    if (value.indexOf(':') >= 0) {
      return new ManifestByDigest(name, digest(value));
    }
    if (!Reference.isTag(value)) {
      throw new RegistryFault(
          ErrorCode.MANIFEST_UNKNOWN, "tag: " + value + " (expected: [A-Za-z0-9_][A-Za-z0-9._-]*)");
    }
    return new ManifestByTag(name, value);
  }

  private static String name(String name) {
    if (!Reference.isRepository(name)) {
      throw new RegistryFault(
          ErrorCode.NAME_INVALID,
          "repository: " + name + " (expected: lower-case letters, digits, ._- between, / parts)");
    }
    return name;
  }

  /** A digest in a path or query. */
  static Digest digest(String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(ErrorCode.DIGEST_INVALID, String.valueOf(e.getMessage()));
    }
  }
}
