package io.weir.registry;

import io.weir.registry.HttpCaller.Call;
import io.weir.registry.PullException.Reason;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Supplier;

/** The blobs of a registry (OCI distribution specification, "Pulling blobs", "Pushing blobs"). */
final class BlobClient implements BlobTransfer {
  private final ClientOptions options;
  private final RepositoryApi api;

  BlobClient(ClientOptions options, RepositoryApi api) {
    this.options = options;
    this.api = api;
  }

  byte[] fetch(Reference reference, Descriptor blob) {
    if (blob.size() > options.maxModuleBytes()) {
      throw new RegistryException(
          Reason.NOT_A_PLUGIN,
          "layer %s: %d bytes (expected: at most %d)"
              .formatted(blob.digest(), blob.size(), options.maxModuleBytes()),
          "push a smaller one");
    }
    return reader(blob).read(get(reference, blob).body(), blob.size(), blob.digest());
  }

  @Override
  public void copyBlob(Reference reference, Descriptor blob, OutputStream out) {
    reader(blob).copy(get(reference, blob).body(), blob.size(), blob.digest(), out);
  }

  private BodyReader reader(Descriptor blob) {
    return new BodyReader(
        "blob " + blob.digest(), blob.size(), options.responseTimeout(), options.progress());
  }

  private HttpResponse<InputStream> get(Reference reference, Descriptor blob) {
    URI uri = api.uri(reference, "/blobs/" + blob.digest());
    HttpResponse<InputStream> response = api.pull(reference, new Call("GET", uri, Map.of()));
    if (response.statusCode() != 200) {
      throw api.failure("blob " + blob.digest() + " of " + reference, response);
    }
    return response;
  }

  @Override
  public boolean hasBlob(Reference reference, Digest digest) {
    HttpResponse<InputStream> response = head(reference, digest);
    HttpCaller.discard(response);
    return response.statusCode() == 200;
  }

  @Override
  public long blobSize(Reference reference, Digest digest) {
    HttpResponse<InputStream> response = head(reference, digest);
    if (response.statusCode() != 200) {
      throw api.failure("blob " + digest + " of " + reference, response);
    }
    HttpCaller.discard(response);
    long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (size < 0) {
      throw RegistryClient.malformed("blob " + digest + " of " + reference, null);
    }
    return size;
  }

  private HttpResponse<InputStream> head(Reference reference, Digest digest) {
    URI uri = api.uri(reference, "/blobs/" + digest);
    return api.pull(reference, new Call("HEAD", uri, Map.of()));
  }

  Descriptor push(Reference reference, String mediaType, byte[] content) {
    Descriptor descriptor = Descriptor.of(mediaType, content);
    put(reference, descriptor, BodyPublishers.ofByteArray(content));
    return descriptor;
  }

  @Override
  public void pushBlob(Reference reference, Descriptor blob, Supplier<InputStream> content) {
    BodyPublisher body =
        blob.size() == 0 // a publisher of a known length must have one
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content), blob.size());
    put(reference, blob, body);
  }

  private void put(Reference reference, Descriptor blob, BodyPublisher body) {
    if (hasBlob(reference, blob.digest())) {
      return;
    }
    URI start = api.uri(reference, "/blobs/uploads/");
    HttpResponse<InputStream> opened = api.push(reference, new Call("POST", start, Map.of()));
    if (opened.statusCode() != 202) {
      throw api.failure("upload to " + reference, opened);
    }
    URI location = location(reference, start, opened);
    String joiner = location.getRawQuery() == null ? "?" : "&";
    URI finish = URI.create(location + joiner + "digest=" + blob.digest());
    Map<String, String> headers = Map.of("Content-Type", MediaTypes.OCTET_STREAM);
    HttpResponse<InputStream> stored =
        api.push(reference, new Call("PUT", finish, headers, null, body));
    if (stored.statusCode() != 201) {
      throw api.failure("upload to " + reference, stored);
    }
    HttpCaller.discard(stored);
    options.progress().moved("blob " + blob.digest(), blob.size(), blob.size());
  }

  private static URI location(Reference reference, URI base, HttpResponse<InputStream> response) {
    HttpCaller.discard(response);
    String location = response.headers().firstValue("Location").orElse("");
    try {
      if (!location.isEmpty()) {
        return base.resolve(location);
      }
    } catch (IllegalArgumentException e) {
      throw RegistryClient.malformed(reference.toString(), e);
    }
    throw new RegistryException(
        Reason.REGISTRY_ERROR,
        reference.registry() + " opened an upload without a Location",
        "check the registry");
  }
}
