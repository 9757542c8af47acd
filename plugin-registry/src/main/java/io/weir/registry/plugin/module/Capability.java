package io.weir.registry.plugin.module;

import io.weir.proxywasm.engine.ImportedFunction;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Families of host calls: what a plugin asks to be allowed. */
public enum Capability {
  HEADERS,
  BODY,
  HTTP_CALL,
  GRPC_CALL,
  REDIS,
  SHARED_DATA,
  QUEUE,
  METRICS,
  TIMERS,
  PROPERTIES,
  FOREIGN_FUNCTIONS,
  LOCAL_RESPONSE,
  UPSTREAM_HOSTS,
  TCP;

  /** As it stands in queries and answers: {@code http-call}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The capability of that label; null when there is none. */
  public static @Nullable Capability of(String label) {
    for (Capability each : values()) {
      if (each.label().equals(label)) {
        return each;
      }
    }
    return null;
  }

  /** What a module imports, and the streams that it wants to hear of. */
  static Set<Capability> of(ModuleOutline outline) {
    Set<Capability> found = EnumSet.noneOf(Capability.class);
    for (ImportedFunction each : outline.imports()) {
      Capability family = family(each.name());
      if (family != null) {
        found.add(family);
      }
    }
    Set<String> exports = outline.exports().keySet();
    if (exports.contains("proxy_on_downstream_data")
        || exports.contains("proxy_on_upstream_data")
        || exports.contains("proxy_on_new_connection")) {
      found.add(TCP);
    }
    return found;
  }

  private static @Nullable Capability family(String call) {
    return switch (call) {
      case "proxy_add_header_map_value",
          "proxy_replace_header_map_value",
          "proxy_remove_header_map_value",
          "proxy_get_header_map_value",
          "proxy_get_header_map_pairs",
          "proxy_get_header_map_size",
          "proxy_set_header_map_pairs" ->
          HEADERS;
      case "proxy_get_buffer_bytes",
          "proxy_set_buffer_bytes",
          "proxy_get_buffer_status",
          "proxy_inject_encoded_data_to_filter_chain" ->
          BODY;
      case "proxy_http_call" -> HTTP_CALL;
      case "proxy_grpc_call",
          "proxy_grpc_stream",
          "proxy_grpc_send",
          "proxy_grpc_cancel",
          "proxy_grpc_close" ->
          GRPC_CALL;
      case "proxy_redis_init", "proxy_redis_call" -> REDIS;
      case "proxy_get_shared_data", "proxy_set_shared_data" -> SHARED_DATA;
      case "proxy_register_shared_queue",
          "proxy_resolve_shared_queue",
          "proxy_enqueue_shared_queue",
          "proxy_dequeue_shared_queue" ->
          QUEUE;
      case "proxy_define_metric",
          "proxy_increment_metric",
          "proxy_record_metric",
          "proxy_get_metric" ->
          METRICS;
      case "proxy_set_tick_period_milliseconds" -> TIMERS;
      case "proxy_get_property", "proxy_set_property" -> PROPERTIES;
      case "proxy_call_foreign_function" -> FOREIGN_FUNCTIONS;
      case "proxy_send_local_response" -> LOCAL_RESPONSE;
      case "proxy_get_upstream_hosts", "proxy_set_upstream_override_host" -> UPSTREAM_HOSTS;
      default -> null;
    };
  }
}
