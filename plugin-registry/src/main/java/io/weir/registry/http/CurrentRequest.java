package io.weir.registry.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The request that this thread is answering, for what hears of a change of the store but not of its
 * cause.
 */
public final class CurrentRequest {
  private static final ScopedValue<RegistryRequest> VALUE = ScopedValue.newInstance();

  private CurrentRequest() {}

  /** The request; null when nobody asked for what this thread does. */
  public static @Nullable RegistryRequest get() {
    return VALUE.isBound() ? VALUE.get() : null;
  }

  /** Answers {@code request} by {@code handler}, as the current one meanwhile. */
  public static RegistryResponse handle(RegistryRequest request, RegistryHandler handler)
      throws IOException {
    return ScopedValue.where(VALUE, request).call(() -> handler.handle(request));
  }
}
