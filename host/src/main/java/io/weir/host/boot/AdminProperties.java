package io.weir.host.boot;

import java.util.HashMap;
import java.util.Map;

/** What Micronaut is told of the admin server. */
final class AdminProperties {
  /** The largest body of a request, in bytes. */
  private static final int MAX_BODY = 16 << 20;

  private AdminProperties() {}

  static Map<String, Object> of(RunOptions options) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("micronaut.application.name", "weir");
    properties.put("micronaut.server.host", options.admin().host());
    properties.put("micronaut.server.port", port(options));
    properties.put("micronaut.server.max-request-size", MAX_BODY);
    properties.put("micronaut.server.multipart.enabled", false);
    properties.put("micronaut.server.log-handled-exceptions", false);
    // its own small groups: the data plane does not share its loops with the administration
    properties.put("micronaut.netty.event-loops.default.num-threads", 1);
    properties.put("micronaut.netty.event-loops.parent.num-threads", 1);
    RunOptions.AdminTls tls = options.adminTls();
    if (tls != null) {
      properties.put("micronaut.server.ssl.enabled", true);
      properties.put("micronaut.server.ssl.port", port(options));
      properties.put("micronaut.server.ssl.key-name", "admin");
      properties.put("micronaut.certificate.file.admin.format", "pem");
      properties.put("micronaut.certificate.file.admin.path", tls.key().toString());
      properties.put(
          "micronaut.certificate.file.admin.certificate-path", tls.certificate().toString());
    }
    return properties;
  }

  /** Micronaut writes "any free port" as -1. */
  private static int port(RunOptions options) {
    return options.admin().port() == 0 ? -1 : options.admin().port();
  }
}
