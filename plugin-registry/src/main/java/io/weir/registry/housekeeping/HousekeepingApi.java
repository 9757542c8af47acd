package io.weir.registry.housekeeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.Json;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;

/**
 * {@code /api/v1/housekeeping/gc}, {@code .../retention} and {@code .../scrub}, for the owner: POST
 * starts a run (202; 409 when one goes on), with {@code ?dryRun=true} one that changes nothing; GET
 * tells how things stand and what the last run has done.
 */
public final class HousekeepingApi implements RegistryHandler {
  private static final String PATH = "/api/v1/housekeeping/";

  private final Housekeeper housekeeper;

  public HousekeepingApi(Housekeeper housekeeper) {
    this.housekeeper = housekeeper;
  }

  /** Whether a path is this handler's. */
  public static boolean serves(String path) {
    return path.startsWith(PATH);
  }

  @Override
  public RegistryResponse handle(RegistryRequest request) {
    if (!request.caller().isOwner()) {
      throw new RegistryFault(
          ErrorCode.DENIED, "housekeeping is the owner's (expected: the token in <data>/token)");
    }
    HousekeepingTask task = task(request.path().substring(PATH.length()));
    return switch (request.method()) {
      case "GET", "HEAD" -> answer(200, task);
      case "POST" -> start(task, "true".equals(request.parameter("dryRun")));
      default ->
          throw new RegistryFault(
                  ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: GET or POST)")
              .with("Allow", "GET, HEAD, POST");
    };
  }

  private HousekeepingTask task(String name) {
    for (HousekeepingTask each : housekeeper.tasks()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    throw new RegistryFault(
        ErrorCode.UNSUPPORTED,
        404,
        "no housekeeping " + name + " (expected: gc, retention, scrub)");
  }

  private static RegistryResponse start(HousekeepingTask task, boolean dryRun) {
    if (!task.start(dryRun)) {
      throw new RegistryFault(
          ErrorCode.UNSUPPORTED, 409, task.name() + ": a run goes on; ask again when it has ended");
    }
    return answer(202, task);
  }

  private static RegistryResponse answer(int status, HousekeepingTask task) {
    try {
      byte[] body = Json.MAPPER.writeValueAsBytes(task.status());
      return RegistryResponse.bytes(status, "application/json", body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("reports are records of plain values", e);
    }
  }
}
