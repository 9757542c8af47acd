package io.weir.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.HttpCaller.Call;
import io.weir.registry.PullException.Reason;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client of OCI registries (OCI distribution specification 1.1). Blocking, thread-safe; every
 * failure is a {@link RegistryException}.
 */
public final class RegistryClient
    implements Fetcher, Resolver, Pusher, Tagger, BlobTransfer, ReferrerSource, AutoCloseable {
  private static final int MAX_PAGES = 1000;
  private static final int MAX_LIST = 16 << 20;

  private final ClientOptions options;
  private final RegistrySession session;
  private final RepositoryApi api;
  private final BlobClient blobs;
  private final ReferrerClient referrers;

  /**
   * @throws IllegalArgumentException when the CA file of {@code options} cannot be read
   */
  public RegistryClient(ClientOptions options) {
    this.options = options;
    this.session = new RegistrySession(options);
    this.api = new RepositoryApi(session);
    this.blobs = new BlobClient(options, api);
    this.referrers = new ReferrerClient(options, api, this);
  }

  HttpCaller http() {
    return session.http();
  }

  @Override
  public Descriptor resolve(Reference reference) {
    HttpResponse<InputStream> response = manifest("HEAD", reference);
    String type = response.headers().firstValue("Content-Type").orElse("");
    String digest = response.headers().firstValue("Docker-Content-Digest").orElse("");
    long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    HttpCaller.discard(response);
    if (response.statusCode() != 200 || digest.isEmpty() || size < 0) {
      return fetchManifest(reference).descriptor(); // HEAD is not answered fully everywhere
    }
    Digest actual = parse(reference, digest);
    requireSame(reference, actual);
    return new Descriptor(MediaTypes.bare(type), actual, size, null, null, Map.of());
  }

  @Override
  public Fetched fetchManifest(Reference reference) {
    HttpResponse<InputStream> response = manifest("GET", reference);
    if (response.statusCode() != 200) {
      throw session.failure(reference.toString(), response);
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    byte[] bytes =
        new BodyReader(
                "manifest of " + reference,
                Manifest.MAX_BYTES,
                options.responseTimeout(),
                Progress.NONE)
            .read(response.body(), -1, reference.digest());
    Digest digest = reference.digest() != null ? reference.digest() : Digest.sha256(bytes);
    Manifest manifest = read(reference, bytes, type);
    String declared = manifest.mediaType();
    Descriptor descriptor = new Descriptor(declared, digest, bytes.length, null, null, Map.of());
    return new Fetched(descriptor, bytes, manifest);
  }

  @Override
  public byte[] fetchBlob(Reference reference, Descriptor blob) {
    return blobs.fetch(reference, blob);
  }

  @Override
  public void copyBlob(Reference reference, Descriptor blob, OutputStream out) {
    blobs.copyBlob(reference, blob, out);
  }

  @Override
  public boolean hasBlob(Reference reference, Digest digest) {
    return blobs.hasBlob(reference, digest);
  }

  @Override
  public long blobSize(Reference reference, Digest digest) {
    return blobs.blobSize(reference, digest);
  }

  @Override
  public Descriptor pushBlob(Reference reference, String mediaType, byte[] content) {
    return blobs.push(reference, mediaType, content);
  }

  @Override
  public void pushBlob(Reference reference, Descriptor blob, Supplier<InputStream> content) {
    blobs.pushBlob(reference, blob, content);
  }

  @Override
  public List<Descriptor> referrers(Reference reference, Digest subject) {
    return referrers.list(reference, subject);
  }

  @Override
  public Digest pushManifest(Reference reference, String mediaType, byte[] json) {
    URI uri = api.uri(reference, "/manifests/" + reference.target());
    Map<String, String> headers = Map.of("Content-Type", mediaType);
    HttpResponse<InputStream> stored =
        api.push(reference, new Call("PUT", uri, headers, null, BodyPublishers.ofByteArray(json)));
    if (stored.statusCode() != 201) {
      throw session.failure("manifest of " + reference, stored);
    }
    HttpCaller.discard(stored);
    Digest asked = reference.digest();
    return asked != null ? asked : Digest.sha256(json);
  }

  @Override
  public void tag(Reference reference, String tag) {
    Fetched fetched = fetchManifest(reference);
    pushManifest(reference.withTag(tag), fetched.descriptor().mediaType(), fetched.bytes());
  }

  @Override
  public List<String> tags(Reference reference) {
    URI first = api.uri(reference, "/tags/list");
    return pages(reference.registry(), RepositoryApi.pullScope(reference), first, "tags");
  }

  @Override
  public List<String> repositories(String registry) {
    URI first = session.uri(registry, "/v2/_catalog");
    return pages(registry, "registry:catalog:*", first, "repositories");
  }

  /**
   * Calls an API of the registry's own, outside the specification.
   *
   * @param path from {@code /api/} on, with its query
   * @param repository which the call changes; null when it changes none
   * @param json the body of a POST; null for a GET
   * @return the body of an answer with status 200
   */
  public byte[] api(
      String registry, String path, @Nullable String repository, byte @Nullable [] json) {
    String scope =
        repository == null ? "registry:catalog:*" : "repository:" + repository + ":pull,push";
    URI uri = session.uri(registry, path);
    Call call =
        json == null
            ? new Call("GET", uri, Map.of())
            : new Call(
                "POST",
                uri,
                Map.of("Content-Type", "application/json"),
                null,
                BodyPublishers.ofByteArray(json));
    HttpResponse<InputStream> response = session.send(registry, scope, call);
    if (response.statusCode() != 200) {
      throw session.failure(registry + uri.getPath(), response);
    }
    return new BodyReader(path, MAX_LIST, options.responseTimeout(), Progress.NONE)
        .read(response.body(), -1, null);
  }

  private List<String> pages(String registry, String scope, URI first, String field) {
    List<String> all = new ArrayList<>();
    URI next = first;
    for (int page = 0; next != null && page < MAX_PAGES; page++) {
      HttpResponse<InputStream> response =
          session.send(registry, scope, new Call("GET", next, Map.of()));
      if (response.statusCode() != 200) {
        throw session.failure(next.getPath(), response);
      }
      byte[] body =
          new BodyReader(field, MAX_LIST, options.responseTimeout(), Progress.NONE)
              .read(response.body(), -1, null);
      for (JsonNode each : tree(registry, body).path(field)) {
        all.add(each.asText());
      }
      next = NextLink.of(next, response);
    }
    return List.copyOf(all);
  }

  private static JsonNode tree(String registry, byte[] body) {
    try {
      return ManifestJson.tree(body);
    } catch (IllegalArgumentException e) {
      throw malformed(registry, e);
    }
  }

  private HttpResponse<InputStream> manifest(String method, Reference reference) {
    URI uri = api.uri(reference, "/manifests/" + reference.target());
    return api.pull(reference, new Call(method, uri, Map.of("Accept", MediaTypes.ACCEPT)));
  }

  private static Manifest read(Reference reference, byte[] bytes, String type) {
    try {
      return Manifest.read(bytes, type);
    } catch (IllegalArgumentException e) {
      throw malformed(reference.toString(), e);
    }
  }

  private static Digest parse(Reference reference, String digest) {
    try {
      return Digest.parse(digest);
    } catch (IllegalArgumentException e) {
      throw malformed(reference.toString(), e);
    }
  }

  private static void requireSame(Reference reference, Digest actual) {
    Digest wanted = reference.digest();
    if (wanted != null && !wanted.equals(actual)) {
      throw new RegistryException(
          Reason.DIGEST_MISMATCH,
          "%s answered with digest %s (expected: %s)"
              .formatted(reference.registry(), actual, wanted),
          "check the registry");
    }
  }

  static RegistryException malformed(String what, @Nullable Throwable cause) {
    String why = cause == null ? "" : " (" + cause.getMessage() + ")";
    return new RegistryException(
        Reason.REGISTRY_ERROR, what + ": malformed answer" + why, "check the registry", cause);
  }

  @Override
  public void close() {
    session.close();
  }
}
