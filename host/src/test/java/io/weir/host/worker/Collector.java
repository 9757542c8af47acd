package io.weir.host.worker;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans by OTLP over HTTP with protobuf, and keeps them. */
final class Collector implements AutoCloseable {
  final List<Span> spans = new CopyOnWriteArrayList<>();
  final List<String> services = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  Collector() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-token")));
          for (ResourceSpans resource :
              ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
            resource.getResource().getAttributesList().stream()
                .filter(a -> a.getKey().equals("service.name"))
                .forEach(a -> services.add(a.getValue().getStringValue()));
            resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList()));
          }
          exchange.getResponseHeaders().set("content-type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  /** The one span of that kind. */
  Span only(Span.SpanKind kind) {
    List<Span> found = spans.stream().filter(s -> s.getKind() == kind).toList();
    if (found.size() != 1) {
      throw new AssertionError(kind + ": " + found);
    }
    return found.getFirst();
  }

  static String hex(com.google.protobuf.ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /** As text; "" for none. */
  static String attribute(Span span, String key) {
    return span.getAttributesList().stream()
        .filter(a -> a.getKey().equals(key))
        .map(
            a ->
                a.getValue().hasIntValue()
                    ? Long.toString(a.getValue().getIntValue())
                    : a.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
