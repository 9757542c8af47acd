package io.weir.registry.server;

import io.weir.registry.http.ClientGoneException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a handler so that every failure is an answer. */
final class Calls {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private Calls() {}

  /** The answer that needs no waiting; null when there is none. */
  static @Nullable RegistryResponse immediate(RegistryHandler handler, RegistryRequest request) {
    try {
      return handler.immediate(request);
    } catch (RegistryFault e) {
      return e.response();
    } catch (RuntimeException e) {
      return failure(request, e);
    }
  }

  /**
   * Blocks until there is an answer.
   *
   * @return null when the client has gone, so that nobody waits for one
   */
  static @Nullable RegistryResponse handle(RegistryHandler handler, RegistryRequest request) {
    try {
      return handler.handle(request);
    } catch (RegistryFault e) {
      return e.response();
    } catch (ClientGoneException e) {
      LOG.debug("{} {}: {}", request.method(), request.path(), e.getMessage());
      return null;
    } catch (IOException | RuntimeException e) {
      return failure(request, e);
    }
  }

  private static RegistryResponse failure(RegistryRequest request, Exception e) {
    LOG.error("{} {}: failed", request.method(), request.path(), e);
    return new RegistryFault(ErrorCode.UNSUPPORTED, 500, "see the registry's log").response();
  }
}
