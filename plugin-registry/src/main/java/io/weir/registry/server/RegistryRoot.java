package io.weir.registry.server;

import io.weir.registry.access.AccessControl;
import io.weir.registry.catalogue.CatalogueApi;
import io.weir.registry.distribution.DistributionHandler;
import io.weir.registry.download.DownloadHandler;
import io.weir.registry.http.Caller;
import io.weir.registry.http.ClientGoneException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.mirror.MirrorHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the registry answers, by path: finds out who asks, then hands the request on. */
final class RegistryRoot implements RegistryHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryRoot.class);

  private final AccessControl access;
  private final Plugins plugins;
  private final MirrorHandler distribution;
  private final DownloadHandler downloads;

  /**
   * @throws IOException when a folder cannot be used
   */
  RegistryRoot(Storage storage, RegistryOptions options) throws IOException {
    access = new AccessControl(options.token(), options.anonymousPush(), options.config().access());
    plugins = Plugins.open(storage.store(), options.config().plugins());
    RegistryHandler own =
        new DistributionHandler(
            storage.store(),
            storage.uploads(),
            options.maxBlobBytes(),
            plugins.review(),
            plugins.catalogue());
    distribution =
        new MirrorHandler(
            options.config().mirrors(),
            storage.store(),
            options.folder().resolve("mirror"),
            options.maxBlobBytes(),
            own);
    downloads =
        new DownloadHandler(storage.store(), options.folder().resolve("modules"), distribution);
  }

  /**
   * @return the answer, also for whatever is refused
   * @throws IOException only when the request's body broke off and nobody waits for an answer
   */
  @Override
  public RegistryResponse handle(RegistryRequest request) throws IOException {
    try {
      Caller caller = access.identify(request);
      return dispatch(request.by(caller));
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

  @Override
  public @Nullable RegistryResponse immediate(RegistryRequest request) {
    if (request.header("authorization") != null) {
      return null; // to prove who somebody is may take a while
    }
    return request.path().startsWith("/v2")
        ? distribution.immediate(request.by(access.identify(request)))
        : null;
  }

  private RegistryResponse dispatch(RegistryRequest request) throws IOException {
    if (request.path().equals("/token")) {
      return token(request);
    }
    if (DownloadHandler.serves(request.path())) {
      return downloads.handle(request);
    }
    return CatalogueApi.serves(request.path())
        ? plugins.api().handle(request)
        : distribution.handle(request);
  }

  private RegistryResponse token(RegistryRequest request) {
    if (request.writes()) {
      throw new RegistryFault(
              ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: GET)")
          .with("Allow", "GET");
    }
    return access.token(request);
  }

  /** Lets go of what stands on the store, which is closed afterwards. */
  @Override
  public void close() {
    distribution.close();
    plugins.close();
  }
}
