package io.weir.registry.config;

import io.weir.registry.Loopback;
import io.weir.registry.Reference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of {@code mirrors}: repositories of another registry, fetched when they are asked for and
 * kept.
 *
 * @param prefix the namespace here: {@code higress} for {@code higress/key-auth}; needed
 * @param remote {@code https://host[:port][/namespace]}; http on loopback, or with {@code
 *     plainHttp}; needed
 * @param username null for anonymous pulls
 * @param password with {@code username}
 * @param caFile PEM certificates to trust besides the machine's; null for none
 * @param plainHttp whether http may leave this machine; false when left out
 * @param tagTtl how long a tag is served without asking the remote; 10m when left out
 * @param missingTtl how long something is not asked for again that the remote has not got; 30s
 * @param downloads how many blobs at most come from the remote at once; 8 when left out
 */
public record MirrorConfig(
    String prefix,
    URI remote,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Path caFile,
    Boolean plainHttp,
    Duration tagTtl,
    Duration missingTtl,
    Integer downloads) {
  public MirrorConfig {
    require(prefix != null, "prefix", "missing", "a namespace such as higress");
    require(Reference.isRepository(prefix), "prefix", prefix, "a namespace such as higress");
    require(remote != null, "remote", "missing", "https://host/namespace");
    plainHttp = Objects.requireNonNullElse(plainHttp, false);
    tagTtl = Objects.requireNonNullElse(tagTtl, Duration.ofMinutes(10));
    missingTtl = Objects.requireNonNullElse(missingTtl, Duration.ofSeconds(30));
    downloads = Objects.requireNonNullElse(downloads, 8);
    requireAddress(remote, plainHttp);
    require(
        (username == null) == (password == null),
        "username",
        String.valueOf(username),
        "a password with it, or neither");
    require(downloads > 0, "downloads", downloads.toString(), "1 or more");
  }

  private static void requireAddress(URI remote, boolean plainHttp) {
    String host = remote.getHost();
    boolean https = "https".equals(remote.getScheme());
    boolean http = "http".equals(remote.getScheme());
    require(
        host != null
            && (https || (http && (plainHttp || Loopback.isLoopback(host))))
            && remote.getRawQuery() == null
            && remote.getUserInfo() == null,
        "remote",
        remote.getScheme() + "://" + host,
        "https://host/namespace without user or query; http only with plainHttp: true");
    String namespace = namespaceOf(remote);
    require(
        namespace.isEmpty() || Reference.isRepository(namespace),
        "remote",
        remote.toString(),
        "a path that is a namespace");
  }

  /** {@code host:port} of the remote. */
  public String registry() {
    return remote.getRawAuthority();
  }

  /** What stands before a repository's name at the remote; empty for nothing. */
  public String namespace() {
    return namespaceOf(remote);
  }

  private static String namespaceOf(URI remote) {
    String path = remote.getPath() == null ? "" : remote.getPath();
    return path.replaceAll("^/+|/+$", "");
  }

  private static void require(boolean ok, String field, String value, String expected) {
    if (!ok) {
      throw new IllegalArgumentException(field + ": " + value + " (expected: " + expected + ")");
    }
  }
}
