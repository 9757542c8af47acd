package io.weir.proxywasm.host;

import org.jspecify.annotations.Nullable;

/** Properties that do not depend on a stream (spec: "proxy_get_property"). */
@FunctionalInterface
public interface PropertySource {
  /**
   * @param path segments joined by NUL
   * @return the encoded value, or null when there is none
   */
  byte @Nullable [] get(String path);
}
