package io.weir.registry.distribution;

import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.Reference;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.ManifestState;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import io.weir.registry.store.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v2/<name>/manifests/<tag or digest>}. */
final class ManifestEndpoint {
  private static final int MAX_TAGS = 100;

  private final RegistryStore store;
  private final boolean sparse;
  private final PushReview review;
  private final PullWatch watch;

  /**
   * @param sparse whether a manifest may name content that is not there
   */
  ManifestEndpoint(RegistryStore store, boolean sparse, PushReview review, PullWatch watch) {
    this.store = store;
    this.sparse = sparse;
    this.review = review;
    this.watch = watch;
  }

  RegistryResponse handle(RegistryRequest request, Endpoint.ManifestByTag target)
      throws IOException {
    String repository = target.repository();
    return switch (request.method()) {
      case "GET", "HEAD" ->
          found(request, repository, tagged(repository, target.tag()), target.tag());
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
      case "GET", "HEAD" -> found(request, repository, digest, digest.toString());
      case "PUT" -> put(request, repository, digest.algorithm(), digest, tags(request));
      case "DELETE" -> delete(repository, digest);
      default -> throw DistributionHandler.notAllowed(request, "GET, HEAD, PUT, DELETE");
    };
  }

  private @Nullable Digest tagged(String name, String tag) {
    Repository repository = store.repository(name);
    Tag found = repository == null ? null : repository.tags().get(tag);
    return found == null ? null : found.digest();
  }

  private RegistryResponse found(
      RegistryRequest request, String name, @Nullable Digest digest, String target)
      throws IOException {
    Repository repository = store.repository(name);
    ManifestState state = repository == null || digest == null ? null : repository.manifest(digest);
    byte[] content = state == null ? null : store.manifestContent(state.digest());
    if (state == null || content == null) {
      throw unknown(name, target);
    }
    return answer(request, name, state, content);
  }

  private RegistryResponse answer(
      RegistryRequest request, String name, ManifestState state, byte[] content) {
    String digest = state.digest().toString();
    return RegistryResponse.bytes(200, state.mediaType(), content)
        .header("Docker-Content-Digest", digest)
        .header("ETag", "\"" + digest + "\"")
        .warnings(watch.pulled(name, state, request.method().equals("GET")));
  }

  /** The answer to a GET or HEAD when the manifest is in memory, else null. Never blocks. */
  @Nullable RegistryResponse cached(RegistryRequest request, String name, String tag) {
    Digest digest = tagged(name, tag);
    return digest == null ? null : cached(request, name, digest);
  }

  @Nullable RegistryResponse cached(RegistryRequest request, String name, Digest digest) {
    Repository repository = store.repository(name);
    ManifestState state = repository == null ? null : repository.manifest(digest);
    byte[] content = state == null ? null : store.cachedManifest(state.digest());
    return state == null || content == null ? null : answer(request, name, state, content);
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
    NewManifest manifest =
        new ManifestCheck(repository, store.repository(repository), sparse)
            .check(digest, content, request.header("content-type"));
    Manifest read = Manifest.read(content, manifest.mediaType());
    PushReview.Outcome outcome = review.review(repository, manifest, read, tags);
    store.putManifest(repository, sparse ? manifest.withRequired(List.of()) : manifest, tags);
    outcome.stored();
    return stored(repository, manifest, expected == null ? List.of() : tags)
        .warnings(outcome.warnings());
  }

  private static RegistryResponse stored(
      String repository, NewManifest manifest, List<String> tags) {
    RegistryResponse response =
        RegistryResponse.empty(201)
            .header("Location", "/v2/" + repository + "/manifests/" + manifest.digest())
            .header("Docker-Content-Digest", manifest.digest().toString());
    if (manifest.subject() != null) {
      response.header("OCI-Subject", manifest.subject().toString());
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
    if (!store.deleteTag(repository, tag)) {
      throw unknown(repository, tag);
    }
    return RegistryResponse.empty(202);
  }

  private RegistryResponse delete(String repository, Digest digest) throws IOException {
    if (!store.deleteManifest(repository, digest)) {
      throw unknown(repository, digest.toString());
    }
    return RegistryResponse.empty(202);
  }

  private RegistryFault unknown(String repository, String target) {
    return store.repository(repository) != null
        ? new RegistryFault(
            ErrorCode.MANIFEST_UNKNOWN, "no manifest " + target + " in " + repository)
        : new RegistryFault(ErrorCode.NAME_UNKNOWN, "no repository " + repository);
  }
}
