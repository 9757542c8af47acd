package io.weir.registry.server;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OCI distribution protocol (specification 1.1) over a store, apart from any transport. Blocks
 * on disk and on the request's body; thread-safe.
 */
final class DistributionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(DistributionHandler.class);

  private final AccessControl access;
  private final BlobEndpoint blobs;
  private final UploadEndpoint uploads;
  private final ManifestEndpoint manifests;
  private final ListEndpoint lists;

  DistributionHandler(StoreFolder folder, RegistryOptions options) {
    BlobStore blobStore = new BlobStore(folder);
    ReferrerStore referrerStore = new ReferrerStore(folder);
    ManifestStore manifestStore = new ManifestStore(folder, referrerStore);
    UploadStore uploadStore = new UploadStore(folder, options.maxUploads(), options.uploadExpiry());
    access = new AccessControl(options.token(), options.anonymousPush());
    blobs = new BlobEndpoint(blobStore);
    uploads = new UploadEndpoint(blobStore, uploadStore, options.maxBlobBytes());
    manifests = new ManifestEndpoint(manifestStore, blobStore, referrerStore);
    lists = new ListEndpoint(manifestStore, referrerStore);
  }

  /**
   * Answers a request.
   *
   * @return the answer, also for whatever is refused; its file, if any, is the caller's to close
   * @throws IOException only when the request's body broke off and nobody waits for an answer
   */
  RegistryResponse handle(RegistryRequest request) throws IOException {
    try {
      Endpoint endpoint = Endpoint.parse(request.path());
      if (endpoint == null) {
        throw new RegistryFault(
            ErrorCode.UNSUPPORTED, 404, "path: " + request.path() + " (expected: /v2/...)");
      }
      access.require(request, endpoint);
      return dispatch(request, endpoint);
    } catch (RegistryFault e) {
      return e.response();
    } catch (ClientGoneException e) {
      throw e;
    } catch (IOException e) {
      LOG.error("{} {}: the store failed", request.method(), request.path(), e);
      return new RegistryFault(
              ErrorCode.UNSUPPORTED, 500, "the store failed; see the registry's log")
          .response();
    }
  }

  private RegistryResponse dispatch(RegistryRequest request, Endpoint endpoint) throws IOException {
    return switch (endpoint) {
      case Endpoint.Base ignored -> base(request);
      case Endpoint.Token ignored -> token(request);
      case Endpoint.Catalog ignored -> lists.catalog(request);
      case Endpoint.Blob blob -> blobs.handle(request, blob);
      case Endpoint.Uploads at -> uploads.open(request, at.repository());
      case Endpoint.Upload upload -> uploads.handle(request, upload);
      case Endpoint.ManifestByDigest at -> manifests.handle(request, at);
      case Endpoint.ManifestByTag at -> manifests.handle(request, at);
      case Endpoint.Tags at -> lists.tags(request, at.repository());
      case Endpoint.Referrers at -> lists.referrers(request, at);
    };
  }

  private static RegistryResponse base(RegistryRequest request) {
    if (request.writes()) {
      throw notAllowed(request, "GET, HEAD");
    }
    return RegistryResponse.bytes(200, "application/json", new byte[] {'{', '}'});
  }

  private RegistryResponse token(RegistryRequest request) {
    if (request.writes()) {
      throw notAllowed(request, "GET");
    }
    return access.token(request);
  }

  static RegistryFault notAllowed(RegistryRequest request, String allowed) {
    return new RegistryFault(
            ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: " + allowed + ")")
        .with("Allow", allowed);
  }
}
