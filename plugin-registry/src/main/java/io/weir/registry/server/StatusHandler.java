package io.weir.registry.server;

import io.weir.registry.http.ErrorCode;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of itself, to anybody: {@code /live}, {@code /ready}, {@code /metrics}. All
 * else is another's.
 */
final class StatusHandler implements RegistryHandler {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final RegistryHandler others;
  private final BooleanSupplier ready;
  private final List<Consumer<MetricsText>> metrics;

  /**
   * @param ready whether requests are welcome
   * @param metrics each writes its families
   */
  StatusHandler(
      RegistryHandler others, BooleanSupplier ready, List<Consumer<MetricsText>> metrics) {
    this.others = others;
    this.ready = ready;
    this.metrics = List.copyOf(metrics);
  }

  @Override
  public RegistryResponse handle(RegistryRequest request) throws IOException {
    RegistryResponse own = own(request);
    return own == null ? others.handle(request) : own;
  }

  @Override
  public @Nullable RegistryResponse immediate(RegistryRequest request) {
    if (request.path().equals("/metrics")) {
      return null; // may look at much
    }
    RegistryResponse own = own(request);
    return own == null ? others.immediate(request) : own;
  }

  private @Nullable RegistryResponse own(RegistryRequest request) {
    return switch (request.path()) {
      case "/live" -> read(request, 200, TEXT, text("ok"));
      case "/ready" ->
          ready.getAsBoolean()
              ? read(request, 200, TEXT, text("ok"))
              : read(request, 503, TEXT, text("stopping"));
      case "/metrics" -> read(request, 200, MetricsText.CONTENT_TYPE, metrics());
      default -> null;
    };
  }

  private static RegistryResponse read(
      RegistryRequest request, int status, String type, byte[] content) {
    if (request.writes()) {
      throw new RegistryFault(
              ErrorCode.UNSUPPORTED, "method: " + request.method() + " (expected: GET)")
          .with("Allow", "GET, HEAD");
    }
    return RegistryResponse.bytes(status, type, content).header("Cache-Control", "no-store");
  }

  private static byte[] text(String line) {
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private byte[] metrics() {
    MetricsText text = new MetricsText();
    metrics.forEach(each -> each.accept(text));
    return text.bytes();
  }
}
