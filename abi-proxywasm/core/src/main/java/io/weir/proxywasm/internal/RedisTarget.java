package io.weir.proxywasm.internal;

import io.weir.proxywasm.ext.higress.RedisCallout;
import org.jspecify.annotations.Nullable;

/**
 * A Redis service as Higress plugins name it: {@code
 * cluster?db=N&buffer_flush_timeout=ms&max_buffer_size_before_flush=bytes}.
 *
 * @param upstream the name without its options
 */
record RedisTarget(String upstream, int database, int flushMillis, int flushBytes) {
  private static final int DEFAULT_FLUSH_BYTES = 1024;

  /** Null when the options cannot be read. Unknown ones are passed over. */
  static @Nullable RedisTarget of(String service) {
    RedisTarget target = new RedisTarget(upstream(service), 0, 0, DEFAULT_FLUSH_BYTES);
    int query = service.indexOf('?');
    if (query < 0) {
      return target;
    }
    for (String option : service.substring(query + 1).split("&", -1)) {
      target = target.with(option);
      if (target == null) {
        return null;
      }
    }
    return target;
  }

  static String upstream(String service) {
    int query = service.indexOf('?');
    return query < 0 ? service : service.substring(0, query);
  }

  private @Nullable RedisTarget with(String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    int value = number(option.substring(equals + 1));
    return switch (name) {
      case "db" -> value < 0 ? null : new RedisTarget(upstream, value, flushMillis, flushBytes);
      case "buffer_flush_timeout" ->
          value < 0 ? null : new RedisTarget(upstream, database, value, flushBytes);
      case "max_buffer_size_before_flush" ->
          value < 0 ? null : new RedisTarget(upstream, database, flushMillis, value);
      default -> this;
    };
  }

  /** A number of at most nine digits, or -1. */
  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  RedisCallout.Options options(int timeoutMillis) {
    return new RedisCallout.Options(timeoutMillis, database, flushMillis, flushBytes);
  }
}
