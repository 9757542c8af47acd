package io.weir.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.registry.HttpCaller.Call;
import io.weir.registry.PullException.Reason;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of OCI registries (OCI distribution specification 1.1). Blocking, thread-safe; every
 * failure is a {@link RegistryException}.
 */
public final class RegistryClient implements Fetcher, Resolver, Pusher, Tagger, AutoCloseable {
  private static final int MAX_PAGES = 1000;
  private static final int MAX_LIST = 16 << 20;
  private static final String PULL = "pull";
  private static final String PUSH = "pull,push";

  private final ClientOptions options;
  private final RegistrySession session;

  /**
   * @throws IllegalArgumentException when the CA file of {@code options} cannot be read
   */
  public RegistryClient(ClientOptions options) {
    this.options = options;
    this.session = new RegistrySession(options);
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
    if (blob.size() > options.maxModuleBytes()) {
      throw new RegistryException(
          Reason.NOT_A_PLUGIN,
          "layer %s: %d bytes (expected: at most %d)"
              .formatted(blob.digest(), blob.size(), options.maxModuleBytes()),
          "push a smaller one");
    }
    URI uri = uri(reference, "/blobs/" + blob.digest());
    HttpResponse<InputStream> response =
        session.send(reference.registry(), scope(reference, PULL), new Call("GET", uri, Map.of()));
    if (response.statusCode() != 200) {
      throw session.failure("blob " + blob.digest() + " of " + reference, response);
    }
    return new BodyReader(
            "blob " + blob.digest(), blob.size(), options.responseTimeout(), options.progress())
        .read(response.body(), blob.size(), blob.digest());
  }

  @Override
  public Descriptor pushBlob(Reference reference, String mediaType, byte[] content) {
    Descriptor descriptor = Descriptor.of(mediaType, content);
    if (hasBlob(reference, descriptor.digest())) {
      return descriptor;
    }
    URI start = uri(reference, "/blobs/uploads/");
    HttpResponse<InputStream> opened = push(reference, new Call("POST", start, Map.of()));
    if (opened.statusCode() != 202) {
      throw session.failure("upload to " + reference, opened);
    }
    URI location = location(reference, start, opened);
    String joiner = location.getRawQuery() == null ? "?" : "&";
    URI finish = URI.create(location + joiner + "digest=" + descriptor.digest());
    Map<String, String> headers = Map.of("Content-Type", MediaTypes.OCTET_STREAM);
    HttpResponse<InputStream> stored =
        push(reference, new Call("PUT", finish, headers, null, content));
    if (stored.statusCode() != 201) {
      throw session.failure("upload to " + reference, stored);
    }
    HttpCaller.discard(stored);
    options.progress().moved("blob " + descriptor.digest(), content.length, content.length);
    return descriptor;
  }

  @Override
  public Digest pushManifest(Reference reference, String mediaType, byte[] json) {
    URI uri = uri(reference, "/manifests/" + reference.target());
    Map<String, String> headers = Map.of("Content-Type", mediaType);
    HttpResponse<InputStream> stored = push(reference, new Call("PUT", uri, headers, null, json));
    if (stored.statusCode() != 201) {
      throw session.failure("manifest of " + reference, stored);
    }
    HttpCaller.discard(stored);
    return Digest.sha256(json);
  }

  @Override
  public void tag(Reference reference, String tag) {
    Fetched fetched = fetchManifest(reference);
    pushManifest(reference.withTag(tag), fetched.descriptor().mediaType(), fetched.bytes());
  }

  @Override
  public List<String> tags(Reference reference) {
    return pages(
        reference.registry(), scope(reference, PULL), uri(reference, "/tags/list"), "tags");
  }

  @Override
  public List<String> repositories(String registry) {
    URI first = session.uri(registry, "/v2/_catalog");
    return pages(registry, "registry:catalog:*", first, "repositories");
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

  private boolean hasBlob(Reference reference, Digest digest) {
    URI uri = uri(reference, "/blobs/" + digest);
    HttpResponse<InputStream> response =
        session.send(reference.registry(), scope(reference, PULL), new Call("HEAD", uri, Map.of()));
    HttpCaller.discard(response);
    return response.statusCode() == 200;
  }

  private HttpResponse<InputStream> push(Reference reference, Call call) {
    return session.send(reference.registry(), scope(reference, PUSH), call);
  }

  private HttpResponse<InputStream> manifest(String method, Reference reference) {
    URI uri = uri(reference, "/manifests/" + reference.target());
    Map<String, String> headers = Map.of("Accept", MediaTypes.ACCEPT);
    return session.send(
        reference.registry(), scope(reference, PULL), new Call(method, uri, headers));
  }

  private URI uri(Reference reference, String rest) {
    return session.uri(reference.registry(), "/v2/" + apiName(reference) + rest);
  }

  private static String apiName(Reference reference) {
    boolean official =
        reference.registry().equals("docker.io") && reference.repository().indexOf('/') < 0;
    return official ? "library/" + reference.repository() : reference.repository();
  }

  private static String scope(Reference reference, String actions) {
    return "repository:" + apiName(reference) + ":" + actions;
  }

  private static URI location(Reference reference, URI base, HttpResponse<InputStream> response) {
    HttpCaller.discard(response);
    String location = response.headers().firstValue("Location").orElse("");
    try {
      if (!location.isEmpty()) {
        return base.resolve(location);
      }
    } catch (IllegalArgumentException e) {
      throw malformed(reference.toString(), e);
    }
    throw new RegistryException(
        Reason.REGISTRY_ERROR,
        reference.registry() + " opened an upload without a Location",
        "check the registry");
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

  private static RegistryException malformed(String what, @Nullable Throwable cause) {
    String why = cause == null ? "" : " (" + cause.getMessage() + ")";
    return new RegistryException(
        Reason.REGISTRY_ERROR, what + ": malformed answer" + why, "check the registry", cause);
  }

  @Override
  public void close() {
    session.close();
  }
}
