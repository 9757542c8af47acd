package io.weir.bench.vm;

import io.weir.proxywasm.BufferType;
import io.weir.proxywasm.HttpContext;
import io.weir.proxywasm.PluginVm;
import io.weir.proxywasm.host.BodyBuffer;
import org.jspecify.annotations.Nullable;

/** A request with a body, and an answer with one; a new object for each, as in the gateway. */
final class SoakStream extends QuietStream {
  static final int BODY_BYTES = 1024;

  private final ArrayBody requestBody = new ArrayBody(BODY_BYTES);
  private final ArrayBody responseBody = new ArrayBody(BODY_BYTES);

  SoakStream() {
    request.add(":method", "POST");
    request.add(":path", "/");
    request.add("x-stamp-body", "request");
    response.add(":status", "200");
  }

  /** All callbacks of its life in {@code vm}. */
  void run(PluginVm vm) {
    HttpContext context = vm.newHttpContext(this);
    context.onRequestHeaders(request.size(), false);
    context.onRequestBody(requestBody.length(), true);
    context.onResponseHeaders(response.size(), false);
    context.onResponseBody(responseBody.length(), true);
    context.end();
  }

  /** Whether the plugin has done its work on headers and bodies. */
  boolean isStamped() {
    return request.size() == 4
        && response.size() == 2
        && requestBody.bytes()[BODY_BYTES - 1] != 0
        && responseBody.bytes()[BODY_BYTES - 1] != 0;
  }

  @Override
  public @Nullable BodyBuffer body(BufferType buffer) {
    return switch (buffer) {
      case HTTP_REQUEST_BODY -> requestBody;
      case HTTP_RESPONSE_BODY -> responseBody;
      default -> null;
    };
  }
}
