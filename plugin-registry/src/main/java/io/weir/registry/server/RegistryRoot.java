package io.weir.registry.server;

import io.weir.registry.access.AccessControl;
import io.weir.registry.access.TagPolicy;
import io.weir.registry.audit.AuditLog;
import io.weir.registry.config.RegistryConfig;
import io.weir.registry.event.Webhooks;
import io.weir.registry.http.Caller;
import io.weir.registry.http.ClientGoneException;
import io.weir.registry.http.CurrentRequest;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.limit.RateLimits;
import io.weir.registry.store.DiskFull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the registry answers, by path: finds out who asks, hands the request on, and has it
 * written down.
 */
final class RegistryRoot implements RegistryHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryRoot.class);

  private final RateLimits limits;
  private final AccessControl access;
  private final AuditLog audit;
  private final Webhooks webhooks;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Parts parts;
  private final Path folder;

  /**
   * @throws IOException when a file that the configuration names cannot be used
   */
  RegistryRoot(Storage storage, RegistryOptions options) throws IOException {
    RegistryConfig config = options.config();
    folder = options.folder();
    limits = new RateLimits(config.limits());
    access =
        new AccessControl(
            options.token(),
            options.anonymousPush(),
            config.access(),
            folder.resolve(AccessControl.FOLDER),
            limits);
    audit = AuditLog.open(config.audit(), folder);
    webhooks = new Webhooks(config.webhooks(), folder.resolve("webhooks"));
    storage.store().addPolicy(new TagPolicy(config.tags()));
    storage.store().listen(webhooks);
    parts = new Parts(storage, options, access::token);
  }

  /**
   * @return the answer, also for whatever is refused
   * @throws IOException only when the request's body broke off and nobody waits for an answer
   */
  @Override
  public RegistryResponse handle(RegistryRequest request) throws IOException {
    RegistryRequest known = request;
    RegistryResponse response;
    try {
      limits.request(request.remote());
      Caller caller = access.identify(request);
      known = request.by(caller);
      if (caller.name() != null) {
        limits.user(request.remote(), caller.name());
      }
      response = CurrentRequest.handle(known, parts.at(known.path()));
    } catch (RegistryFault e) {
      response = e.response();
    } catch (ClientGoneException e) {
      throw e;
    } catch (IOException e) {
      response = failed(request, e).response();
    }
    audit.record(known, response);
    return response;
  }

  private RegistryFault failed(RegistryRequest request, IOException e) {
    RegistryFault full = DiskFull.fault(e, folder);
    if (full != null) {
      LOG.error("{} {}: the disk of {} is full", request.method(), request.path(), folder);
      return full;
    }
    LOG.error("{} {}: the store failed", request.method(), request.path(), e);
    return new RegistryFault(
        ErrorCode.UNSUPPORTED, 500, "the store failed; see the registry's log");
  }

  @Override
  public @Nullable RegistryResponse immediate(RegistryRequest request) {
    if (!request.path().startsWith("/v2") || !AccessControl.identifiesAtOnce(request)) {
      return null;
    }
    RegistryRequest known = request;
    RegistryResponse response;
    try {
      known = request.by(access.identify(request));
      response = parts.at(known.path()).immediate(known);
    } catch (RegistryFault e) {
      response = e.response();
    }
    return response == null ? null : counted(known, response);
  }

  /** In memory as the answer is, nothing of it is left open when another takes its place. */
  private RegistryResponse counted(RegistryRequest request, RegistryResponse ready) {
    RegistryResponse response = ready;
    try {
      limits.request(request.remote());
    } catch (RegistryFault e) {
      response = e.response();
    }
    audit.record(request, response);
    return response;
  }

  /**
   * Ends what runs besides requests; what is still to be written or sent is kept on disk. A second
   * time does nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    parts.close();
    webhooks.close();
    audit.close();
    access.close();
  }
}
