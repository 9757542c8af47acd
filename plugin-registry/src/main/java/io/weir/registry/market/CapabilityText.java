package io.weir.registry.market;

/** What a plugin can use of the host, in plain words. */
record CapabilityText(String name, String sentence, String tone) {

  /**
   * @param capability as the API has it: {@code http-call}
   */
  static CapabilityText of(String capability) {
    String sentence = sentence(capability);
    boolean beyond =
        switch (capability) {
          case "http-call", "grpc-call", "redis", "foreign-functions", "upstream-hosts", "tcp" ->
              true;
          default -> false;
        };
    return new CapabilityText(shortly(capability), sentence, beyond ? "warn" : "plain");
  }

  static String shortly(String capability) {
    return switch (capability) {
      case "http-call" -> "HTTP calls";
      case "grpc-call" -> "gRPC calls";
      case "tcp" -> "TCP streams";
      case "redis" -> "Redis";
      case "body" -> "Bodies";
      case "queue" -> "Shared queues";
      case "local-response" -> "Answers of its own";
      default -> Wording.label(capability);
    };
  }

  private static String sentence(String capability) {
    return switch (capability) {
      case "headers" -> "Reads and changes headers and trailers of requests and responses.";
      case "body" -> "Reads and changes bodies of requests and responses.";
      case "http-call" -> "Sends HTTP requests to upstreams of the gateway.";
      case "grpc-call" -> "Calls gRPC services among the upstreams of the gateway.";
      case "redis" -> "Sends commands to a Redis server of the gateway.";
      case "shared-data" -> "Keeps data that all its instances share.";
      case "queue" -> "Passes messages to other plugins through shared queues.";
      case "metrics" -> "Counts and measures; the numbers show among the gateway's metrics.";
      case "timers" -> "Acts by itself from time to time, without a request.";
      case "properties" -> "Reads and sets facts of the connection, such as the client's address.";
      case "foreign-functions" -> "Calls functions that are special to one host.";
      case "local-response" -> "Answers requests itself, in place of the upstream.";
      case "upstream-hosts" -> "Chooses which host of an upstream a request goes to.";
      case "tcp" -> "Reads and changes the bytes of TCP connections.";
      default -> "Uses host functions of this family.";
    };
  }
}
