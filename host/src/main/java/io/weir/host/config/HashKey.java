package io.weir.host.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What of a request decides which endpoint it goes to. */
public sealed interface HashKey {
  /**
   * The value of a request header.
   *
   * @param name lower case
   */
  record Header(String name) implements HashKey {}

  /** The value of a parameter of the query, as it stands in the path. */
  record Query(String name) implements HashKey {}

  /** The client's address, without its port. */
  record SourceIp() implements HashKey {}

  /**
   * The value of a cookie.
   *
   * @param ttl null: a client that has none is not given one; else it gets one that lives so long,
   *     zero for one that ends with the browser's session
   * @param path of the cookie that is given
   */
  record Cookie(String name, @Nullable Duration ttl, String path) implements HashKey {}
}
