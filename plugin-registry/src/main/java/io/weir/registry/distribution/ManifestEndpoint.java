package io.weir.registry.distribution;

import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.Reference;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.BlobStore;
import io.weir.registry.store.ManifestStore;
import io.weir.registry.store.ReferrerStore;
import io.weir.registry.store.StoredManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v2/<name>/manifests/<tag or digest>}. */
final class ManifestEndpoint {
  private static final int MAX_TAGS = 100;

  private final ManifestStore manifests;
  private final ManifestCheck check;
  private final ReferrerStore referrers;

  ManifestEndpoint(ManifestStore manifests, BlobStore blobs, ReferrerStore referrers) {
    this.manifests = manifests;
    this.check = new ManifestCheck(manifests, blobs);
    this.referrers = referrers;
  }

  RegistryResponse handle(RegistryRequest request, Endpoint.ManifestByTag target)
      throws IOException {
    String repository = target.repository();
    return switch (request.method()) {
      case "GET", "HEAD" ->
          found(manifests.get(repository, target.tag()), repository, target.tag());
      case "PUT" -> put(request, repository, Digest.Algorithm.SHA256, null, List.of(target.tag()));
      case "DELETE" -> deleteTag(repository, target.tag());
      default -> throw DistributionHandler.notAllowed(request, "GET, HEAD, PUT, DELETE");
    };
  }

  RegistryResponse handle(RegistryRequest request, Endpoint.ManifestByDigest target)
      throws IOException {
    String repository = target.repository();
    Digest digest = target.digest();
    return switch (request.method()) {
      case "GET", "HEAD" -> found(manifests.get(repository, digest), repository, digest.toString());
      case "PUT" -> put(request, repository, digest.algorithm(), digest, tags(request));
      case "DELETE" -> delete(repository, digest);
      default -> throw DistributionHandler.notAllowed(request, "GET, HEAD, PUT, DELETE");
    };
  }

  private RegistryResponse found(
      @Nullable StoredManifest manifest, String repository, String target) {
    if (manifest == null) {
      throw unknown(repository, target);
    }
    return RegistryResponse.bytes(200, manifest.mediaType(), manifest.content())
        .header("Docker-Content-Digest", manifest.digest().toString())
        .header("ETag", "\"" + manifest.digest() + "\"");
  }

  private RegistryResponse put(
      RegistryRequest request,
      String repository,
      Digest.Algorithm algorithm,
      @Nullable Digest expected,
      List<String> tags)
      throws IOException {
    byte[] content = body(request);
    Digest digest = Digest.of(algorithm, content);
    if (expected != null && !expected.equals(digest)) {
      throw new RegistryFault(
          ErrorCode.DIGEST_INVALID,
          "digest: %s (expected: %s, that of the content)".formatted(expected, digest));
    }
    ManifestCheck.Checked checked =
        check.check(repository, content, request.header("content-type"));
    StoredManifest stored = new StoredManifest(checked.mediaType(), digest, content);
    ReferrerStore.Referrer referrer = Referrers.of(checked.manifest(), stored);
    manifests.put(repository, stored, referrer, tags);
    return stored(repository, digest, referrer, expected == null ? List.of() : tags);
  }

  private static RegistryResponse stored(
      String repository,
      Digest digest,
      ReferrerStore.@Nullable Referrer referrer,
      List<String> tags) {
    RegistryResponse response =
        RegistryResponse.empty(201)
            .header("Location", "/v2/" + repository + "/manifests/" + digest)
            .header("Docker-Content-Digest", digest.toString());
    if (referrer != null) {
      response.header("OCI-Subject", referrer.subject().toString());
    }
    if (!tags.isEmpty()) {
      response.header("OCI-Tag", String.join(", ", tags));
    }
    return response;
  }

  private static byte[] body(RegistryRequest request) throws IOException {
    if (request.contentLength() <= Manifest.MAX_BYTES) {
      byte[] content = request.body().readNBytes(Manifest.MAX_BYTES + 1);
      if (content.length <= Manifest.MAX_BYTES) {
        return content;
      }
    }
    throw new RegistryFault(
        ErrorCode.MANIFEST_INVALID,
        413,
        "manifest: more than " + Manifest.MAX_BYTES + " bytes (the limit here)");
  }

  /** {@code ?tag=a&tag=b} of the coming specification. */
  private static List<String> tags(RegistryRequest request) {
    List<String> tags = new ArrayList<>(request.query().getOrDefault("tag", List.of()));
    for (String tag : tags) {
      if (!Reference.isTag(tag) || tags.size() > MAX_TAGS) {
        throw new RegistryFault(
            ErrorCode.MANIFEST_INVALID,
            tags.size() > MAX_TAGS ? 414 : 400,
            "tag: " + tag + " (expected: a valid tag, and at most " + MAX_TAGS + " of them)");
      }
    }
    return tags;
  }

  private RegistryResponse deleteTag(String repository, String tag) throws IOException {
    if (!manifests.deleteTag(repository, tag)) {
      throw unknown(repository, tag);
    }
    return RegistryResponse.empty(202);
  }

  private RegistryResponse delete(String repository, Digest digest) throws IOException {
    StoredManifest manifest = manifests.get(repository, digest);
    if (manifest == null || !manifests.delete(repository, digest)) {
      throw unknown(repository, digest.toString());
    }
    ReferrerStore.Referrer referrer =
        Referrers.of(Manifest.read(manifest.content(), manifest.mediaType()), manifest);
    if (referrer != null) {
      referrers.delete(repository, referrer.subject(), digest);
    }
    return RegistryResponse.empty(202);
  }

  private RegistryFault unknown(String repository, String target) {
    return manifests.hasRepository(repository)
        ? new RegistryFault(
            ErrorCode.MANIFEST_UNKNOWN, "no manifest " + target + " in " + repository)
        : new RegistryFault(ErrorCode.NAME_UNKNOWN, "no repository " + repository);
  }
}
