package io.weir.registry.access;

import io.weir.registry.http.Action;
import io.weir.registry.http.Caller;
import io.weir.registry.http.CurrentRequest;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests without a server. */
final class Requests {
  private Requests() {}

  static RegistryRequest of(
      String method, String path, Map<String, String> headers, String origin) {
    return new RegistryRequest(
        method,
        path,
        Map.of(),
        headers,
        0,
        new ByteArrayInputStream(new byte[0]),
        origin,
        "192.0.2.7",
        NOBODY);
  }

  /** Does something as the answer to a request. */
  static void asked(Runnable change) throws IOException {
    CurrentRequest.handle(
        of("PUT", "/", Map.of(), "http://localhost"),
        request -> {
          change.run();
          return RegistryResponse.empty(200);
        });
  }

  private static final Caller NOBODY =
      new Caller() {
        @Override
        public @Nullable String name() {
          return null;
        }

        @Override
        public boolean may(Action action, String repository) {
          return false;
        }

        @Override
        public void require(Action action, String repository) {
          throw new AssertionError("not asked");
        }
      };
}
