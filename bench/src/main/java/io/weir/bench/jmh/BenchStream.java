package io.weir.bench.jmh;

import io.weir.bench.vm.QuietStream;

/** A stream with the headers of a small request and its answer, and nothing else. */
final class BenchStream extends QuietStream {
  static final String REQUEST_HEADER = "x-cycle-request";
  static final String RESPONSE_HEADER = "x-cycle-response";
  static final String VALUE = "on";

  BenchStream() {
    request.add(":method", "GET");
    request.add(":authority", "shop.example.com");
    request.add(":path", "/api/items?page=2");
    request.add(":scheme", "http");
    request.add("accept", "application/json");
    request.add("user-agent", "bench");
    response.add(":status", "200");
    response.add("content-type", "application/json");
    response.add("content-length", "512");
  }

  /** Takes back what the plugin added, once in some cycles: that is not what is measured. */
  void reset() {
    if (request.size() > 14) {
      request.remove(REQUEST_HEADER);
      response.remove(RESPONSE_HEADER);
    }
  }
}
