package io.weir.registry.distribution;

import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.upload.UploadStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The OCI distribution protocol (specification 1.1) over a store, apart from any transport. Blocks
 * on disk and on the request's body; thread-safe.
 */
public final class DistributionHandler implements RegistryHandler {
  private final BlobEndpoint blobs;
  private final UploadEndpoint uploads;
  private final ManifestEndpoint manifests;
  private final ListEndpoint lists;
  private final ReferrersEndpoint referrers;

  public DistributionHandler(
      RegistryStore store,
      UploadStore uploads,
      PushRules rules,
      PushReview review,
      PullWatch watch) {
    this.blobs = new BlobEndpoint(store);
    this.uploads = new UploadEndpoint(store, uploads, rules.maxBlobBytes());
    this.manifests = new ManifestEndpoint(store, rules.sparse(), review, watch);
    this.lists = new ListEndpoint(store);
    this.referrers = new ReferrersEndpoint(store);
  }

  @Override
  public RegistryResponse handle(RegistryRequest request) throws IOException {
    Endpoint endpoint = Endpoint.parse(request.path());
    if (endpoint == null) {
      throw new RegistryFault(
          ErrorCode.UNSUPPORTED, 404, "path: " + request.path() + " (expected: /v2/...)");
    }
    if (endpoint instanceof Endpoint.InRepository at) {
      request.caller().require(at.action(request.method()), at.repository());
    }
    return switch (endpoint) {
      case Endpoint.Base ignored -> base(request);
      case Endpoint.Catalog ignored -> lists.catalog(request);
      case Endpoint.Blob blob -> blobs.handle(request, blob);
      case Endpoint.Uploads at -> uploads.open(request, at.repository());
      case Endpoint.Upload upload -> uploads.handle(request, upload);
      case Endpoint.ManifestByDigest at -> manifests.handle(request, at);
      case Endpoint.ManifestByTag at -> manifests.handle(request, at);
      case Endpoint.Tags at -> lists.tags(request, at.repository());
      case Endpoint.Referrers at -> referrers.list(request, at);
    };
  }

  /** What is there and in memory; not what is missing, which {@link #handle} may find elsewhere. */
  @Override
  public @Nullable RegistryResponse immediate(RegistryRequest request) {
    Endpoint endpoint = Endpoint.parse(request.path());
    if (endpoint instanceof Endpoint.InRepository at) {
      request.caller().require(at.action(request.method()), at.repository());
    }
    return switch (endpoint) {
      case Endpoint.Base ignored -> base(request);
      case Endpoint.ManifestByDigest at -> manifests.cached(request, at.repository(), at.digest());
      case Endpoint.ManifestByTag at -> manifests.cached(request, at.repository(), at.tag());
      case null, default -> null;
    };
  }

  private static RegistryResponse base(RegistryRequest request) {
    requireRead(request);
    return RegistryResponse.bytes(200, "application/json", new byte[] {'{', '}'});
  }

  static void requireRead(RegistryRequest request) {
    if (request.writes()) {
      throw notAllowed(request, "GET, HEAD");
    }
  }

  static RegistryFault notAllowed(RegistryRequest request, String allowed) {
    return new RegistryFault(
            ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: " + allowed + ")")
        .with("Allow", allowed);
  }
}
