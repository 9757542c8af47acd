package io.weir.registry.mirror;

import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import io.weir.registry.distribution.Endpoint;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Answers for the repositories of one remote: brings what is asked for here, then serves it. */
final class Mirror {
  private static final String WARNING = "Warning";
  private static final String STALE = "110 - \"Response is Stale\""; // RFC 7234, 5.5.1

  private final Remote remote;
  private final MirroredManifests manifests;
  private final MirroredBlobs blobs;
  private final RegistryHandler here;

  /**
   * @param here answers from the store
   */
  Mirror(Remote remote, MirroredManifests manifests, MirroredBlobs blobs, RegistryHandler here) {
    this.remote = remote;
    this.manifests = manifests;
    this.blobs = blobs;
    this.here = here;
  }

  void close() {
    remote.close();
    blobs.close();
  }

  boolean covers(String repository) {
    return remote.covers(repository);
  }

  RegistryResponse handle(RegistryRequest request, Endpoint.InRepository at) throws IOException {
    request.caller().require(at.action(request.method()), at.repository());
    if (request.method().equals("DELETE")) {
      return here.handle(request); // of what is kept here; it comes again when it is asked for
    }
    if (request.writes()) {
      throw new RegistryFault(
          ErrorCode.DENIED,
          "repository: %s (expected: pushed to %s, which %s/ mirrors)"
              .formatted(at.repository(), remote.config().registry(), remote.config().prefix()));
    }
    return switch (at) {
      case Endpoint.ManifestByTag tag ->
          answer(request, manifests.tag(tag.repository(), tag.tag()));
      case Endpoint.ManifestByDigest manifest -> {
        manifests.digest(manifest.repository(), manifest.digest());
        yield here.handle(request);
      }
      case Endpoint.Referrers referrers ->
          answer(request, manifests.referrers(referrers.repository(), referrers.digest()));
      case Endpoint.Tags tags -> tags(request, tags.repository());
      case Endpoint.Blob blob -> blob(request, blob.repository(), blob.digest());
      case Endpoint.Upload ignored -> here.handle(request);
      case Endpoint.Uploads ignored -> here.handle(request);
    };
  }

  private RegistryResponse answer(RegistryRequest request, boolean fresh) throws IOException {
    RegistryResponse response = here.handle(request);
    return fresh ? response : response.header(WARNING, STALE);
  }

  private RegistryResponse tags(RegistryRequest request, String repository) throws IOException {
    List<String> tags = manifests.tags(repository);
    return tags == null ? answer(request, false) : TagPage.of(request, repository, tags);
  }

  private RegistryResponse blob(RegistryRequest request, String repository, Digest digest)
      throws IOException {
    if (blobs.has(repository, digest)) {
      return here.handle(request);
    }
    if (request.method().equals("HEAD")) {
      long size = blobs.size(repository, digest);
      return described(InputStream.nullInputStream(), size, digest);
    }
    Optional<Download> running = blobs.get(repository, digest);
    if (running.isEmpty()) {
      return here.handle(request);
    }
    Download download = running.get();
    if (request.header("range") != null) {
      download.join(); // parts come from the store only
      return here.handle(request);
    }
    InputStream content = download.open();
    return content == null ? here.handle(request) : described(content, download.size(), digest);
  }

  private static RegistryResponse described(InputStream content, long size, Digest digest) {
    return new RegistryResponse(200, new RegistryResponse.Stream(content, size))
        .header("Content-Type", MediaTypes.OCTET_STREAM)
        .header("Docker-Content-Digest", digest.toString())
        .header("ETag", "\"" + digest + "\"");
  }
}
