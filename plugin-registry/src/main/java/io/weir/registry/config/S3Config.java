package io.weir.registry.config;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code storage.s3}: a bucket that keeps content and metadata.
 *
 * @param endpoint where the service answers; null for Amazon's own of the region
 * @param region the region that requests are signed for; {@code us-east-1} when left out
 * @param bucket the bucket, which must exist
 * @param prefix what the names of all objects begin with; without it the bucket is the registry's
 *     alone
 * @param accessKeyId null, as {@code secretAccessKey}, for the SDK's usual places: environment,
 *     profile, instance
 * @param secretAccessKey the key's secret
 * @param pathStyle whether the bucket stands in the path rather than in the host's name; true when
 *     left out and an endpoint is given
 */
public record S3Config(
    @Nullable URI endpoint,
    String region,
    String bucket,
    String prefix,
    @Nullable Secret accessKeyId,
    @Nullable Secret secretAccessKey,
    Boolean pathStyle) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  public S3Config {
    region = Objects.requireNonNullElse(region, "us-east-1");
    prefix = folder(Objects.requireNonNullElse(prefix, ""));
    pathStyle = Objects.requireNonNullElse(pathStyle, endpoint != null);
    require(bucket != null && !bucket.isBlank(), "bucket: none (expected: a bucket's name)");
    require(
        (accessKeyId == null) == (secretAccessKey == null),
        "accessKeyId, secretAccessKey: one is missing (expected: both, or neither)");
    require(
        endpoint == null || isHttp(endpoint),
        "endpoint: " + endpoint + " (expected: http://HOST:PORT or https://HOST)");
  }

  private static boolean isHttp(URI endpoint) {
    return endpoint.getScheme() != null
        && endpoint.getHost() != null
        && SCHEMES.contains(endpoint.getScheme().toLowerCase(Locale.ROOT));
  }

  private static String folder(String prefix) {
    String bare = prefix.startsWith("/") ? prefix.substring(1) : prefix;
    return bare.isEmpty() || bare.endsWith("/") ? bare : bare + "/";
  }

  private static void require(boolean ok, String message) {
    if (!ok) {
      throw new IllegalArgumentException(message);
    }
  }
}
