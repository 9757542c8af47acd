package io.weir.registry.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers requests, apart from any transport. Any thread; may block. */
public interface RegistryHandler {
  /**
   * Answers a request.
   *
   * @return the answer; its file, if any, is the caller's to close
   * @throws RegistryFault when it is refused
   * @throws ClientGoneException when nobody waits for an answer any more
   * @throws IOException when the store fails
   */
  RegistryResponse handle(RegistryRequest request) throws IOException;

  /**
   * Answers a request without a body where that needs nothing but memory. On an event loop; never
   * blocks.
   *
   * @return the answer; null when only {@link #handle} can tell
   * @throws RegistryFault when the request is refused
   */
  default @Nullable RegistryResponse immediate(RegistryRequest request) {
    return null;
  }
}
