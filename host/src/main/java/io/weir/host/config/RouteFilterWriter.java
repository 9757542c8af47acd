package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.host.config.RouteFilter.Cors;
import io.weir.host.config.RouteFilter.DirectResponse;
import io.weir.host.config.RouteFilter.FaultInjection;
import io.weir.host.config.RouteFilter.Header;
import io.weir.host.config.RouteFilter.HeaderModifier;
import io.weir.host.config.RouteFilter.PathModifier;
import io.weir.host.config.RouteFilter.RequestHeaderModifier;
import io.weir.host.config.RouteFilter.RequestMirror;
import io.weir.host.config.RouteFilter.RequestRedirect;
import io.weir.host.config.RouteFilter.ResponseHeaderModifier;
import io.weir.host.config.RouteFilter.UrlRewrite;
import org.jspecify.annotations.Nullable;

/** The filters of routes and of their backends. */
final class RouteFilterWriter {
  private RouteFilterWriter() {}

  static ObjectNode filter(RouteFilter filter) {
    ObjectNode json = GatewayWriter.object().put("type", filter.type().name());
    json.set(filter.type().field(), settings(filter));
    return json;
  }

  private static ObjectNode settings(RouteFilter filter) {
    return switch (filter) {
      case RequestHeaderModifier request -> headers(request.headers());
      case ResponseHeaderModifier response -> headers(response.headers());
      case RequestRedirect redirect -> redirect(redirect);
      case UrlRewrite rewrite -> rewrite(rewrite);
      case RequestMirror mirror -> mirror(mirror);
      case Cors cors -> cors(cors);
      case FaultInjection fault -> fault(fault);
      case DirectResponse direct -> direct(direct);
    };
  }

  private static ObjectNode headers(HeaderModifier headers) {
    ObjectNode json = GatewayWriter.object();
    json.set("set", GatewayWriter.array(headers.set(), RouteFilterWriter::header));
    json.set("add", GatewayWriter.array(headers.add(), RouteFilterWriter::header));
    json.set("remove", GatewayWriter.texts(headers.remove()));
    return json;
  }

  private static ObjectNode header(Header header) {
    return GatewayWriter.object().put("name", header.name()).put("value", header.value());
  }

  private static ObjectNode redirect(RequestRedirect redirect) {
    ObjectNode json = GatewayWriter.object();
    text(json, "scheme", redirect.scheme());
    text(json, "hostname", redirect.hostname());
    if (redirect.port() != null) {
      json.put("port", redirect.port());
    }
    path(json, redirect.path());
    return json.put("statusCode", redirect.statusCode());
  }

  private static ObjectNode rewrite(UrlRewrite rewrite) {
    ObjectNode json = GatewayWriter.object();
    text(json, "hostname", rewrite.hostname());
    path(json, rewrite.path());
    return json;
  }

  private static void text(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void path(ObjectNode json, @Nullable PathModifier path) {
    if (path == null) {
      return;
    }
    String field =
        switch (path.type()) {
          case ReplaceFullPath -> "replaceFullPath";
          case ReplacePrefixMatch -> "replacePrefixMatch";
        };
    json.putObject("path").put("type", path.type().name()).put(field, path.value());
  }

  private static ObjectNode mirror(RequestMirror mirror) {
    ObjectNode json = GatewayWriter.object();
    json.putObject("backendRef").put("name", mirror.upstream());
    json.putObject("fraction")
        .put("numerator", mirror.share().numerator())
        .put("denominator", mirror.share().denominator());
    return json;
  }

  private static ObjectNode cors(Cors cors) {
    ObjectNode json = GatewayWriter.object();
    json.set("allowOrigins", GatewayWriter.texts(cors.allowOrigins()));
    json.put("allowCredentials", cors.allowCredentials());
    json.set("allowMethods", GatewayWriter.texts(cors.allowMethods()));
    json.set("allowHeaders", GatewayWriter.texts(cors.allowHeaders()));
    json.set("exposeHeaders", GatewayWriter.texts(cors.exposeHeaders()));
    return json.put("maxAge", cors.maxAge());
  }

  private static ObjectNode fault(FaultInjection fault) {
    ObjectNode json = GatewayWriter.object();
    RouteFilter.Delay delay = fault.delay();
    if (delay != null) {
      json.putObject("delay")
          .put("fixedDelay", Durations.format(delay.fixedDelay()))
          .put("percentage", delay.percentage());
    }
    RouteFilter.Abort abort = fault.abort();
    if (abort != null) {
      ObjectNode to = json.putObject("abort");
      if (abort.httpStatus() != null) {
        to.put("httpStatus", abort.httpStatus());
      }
      if (abort.grpcStatus() != null) {
        to.put("grpcStatus", abort.grpcStatus());
      }
      to.put("percentage", abort.percentage());
    }
    return json;
  }

  private static ObjectNode direct(DirectResponse direct) {
    ObjectNode json = GatewayWriter.object().put("status", direct.status());
    json.set("headers", GatewayWriter.array(direct.headers(), RouteFilterWriter::header));
    return json.put("body", direct.body());
  }
}
