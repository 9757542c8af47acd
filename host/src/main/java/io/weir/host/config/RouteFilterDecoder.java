package io.weir.host.config;

import io.weir.host.config.RouteFilter.Abort;
import io.weir.host.config.RouteFilter.Cors;
import io.weir.host.config.RouteFilter.Delay;
import io.weir.host.config.RouteFilter.DirectResponse;
import io.weir.host.config.RouteFilter.FaultInjection;
import io.weir.host.config.RouteFilter.Fraction;
import io.weir.host.config.RouteFilter.Header;
import io.weir.host.config.RouteFilter.HeaderModifier;
import io.weir.host.config.RouteFilter.PathModifier;
import io.weir.host.config.RouteFilter.RequestHeaderModifier;
import io.weir.host.config.RouteFilter.RequestMirror;
import io.weir.host.config.RouteFilter.RequestRedirect;
import io.weir.host.config.RouteFilter.ResponseHeaderModifier;
import io.weir.host.config.RouteFilter.Type;
import io.weir.host.config.RouteFilter.UrlRewrite;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The filters of routes and of their backends. */
final class RouteFilterDecoder {
  private static final int FOUND = 302;
  private static final int HUNDRED = 100;
  private static final HeaderModifier NO_HEADERS =
      new HeaderModifier(List.of(), List.of(), List.of());

  private RouteFilterDecoder() {}

  static RouteFilter filter(Fields fields) {
    fields.unsupported("extensionRef", "bind a plugin that does it");
    fields.unsupported("externalAuth", "bind the plugin ext-auth");
    Type type = fields.requiredChoice("type", Type.class);
    if (type == null) {
      for (Type known : Type.values()) {
        fields.optionalNode(known.field()); // the type alone is the problem
      }
      return new RequestHeaderModifier(NO_HEADERS);
    }
    if (fields.optionalNode(type.field()) == null) {
      String message = "missing (expected: the settings of " + type + ")";
      fields.problem(type.field(), message, "add " + type.field() + ": { ... }");
      return new RequestHeaderModifier(NO_HEADERS);
    }
    return fields.object(type.field(), decoder(type));
  }

  private static Function<Fields, RouteFilter> decoder(Type type) {
    return switch (type) {
      case RequestHeaderModifier -> f -> new RequestHeaderModifier(headers(f));
      case ResponseHeaderModifier -> f -> new ResponseHeaderModifier(headers(f));
      case RequestRedirect -> RouteFilterDecoder::redirect;
      case URLRewrite -> RouteFilterDecoder::rewrite;
      case RequestMirror -> RouteFilterDecoder::mirror;
      case CORS -> RouteFilterDecoder::cors;
      case FaultInjection -> RouteFilterDecoder::fault;
      case DirectResponse -> RouteFilterDecoder::direct;
    };
  }

  private static HeaderModifier headers(Fields fields) {
    return new HeaderModifier(
        fields.list("set", RouteFilterDecoder::header),
        fields.list("add", RouteFilterDecoder::header),
        fields.texts("remove"));
  }

  private static Header header(Fields fields) {
    return new Header(fields.text("name"), fields.text("value"));
  }

  private static RouteFilter redirect(Fields fields) {
    return new RequestRedirect(
        fields.optionalText("scheme"),
        fields.optionalText("hostname"),
        fields.optionalInteger("port"),
        optional(fields, "path", RouteFilterDecoder::path),
        fields.integer("statusCode", FOUND));
  }

  private static RouteFilter rewrite(Fields fields) {
    return new UrlRewrite(
        fields.optionalText("hostname"), optional(fields, "path", RouteFilterDecoder::path));
  }

  /** The field that goes with the type; the other one is unknown. */
  private static PathModifier path(Fields fields) {
    PathModifier.Type type = fields.requiredChoice("type", PathModifier.Type.class);
    if (type == PathModifier.Type.ReplacePrefixMatch) {
      return new PathModifier(type, fields.text("replacePrefixMatch"));
    }
    return new PathModifier(
        PathModifier.Type.ReplaceFullPath, type == null ? "/" : fields.text("replaceFullPath"));
  }

  private static RouteFilter mirror(Fields fields) {
    String upstream = fields.object("backendRef", RouteFilterDecoder::mirrorBackend);
    Integer percent = fields.optionalInteger("percent");
    Fraction fraction = optional(fields, "fraction", RouteFilterDecoder::fraction);
    if (percent != null && fraction != null) {
      fields.problem("fraction", "beside percent", "keep one of the two");
    }
    if (fraction == null) {
      fraction = new Fraction(percent == null ? HUNDRED : percent, HUNDRED);
    }
    return new RequestMirror(upstream, fraction);
  }

  private static String mirrorBackend(Fields fields) {
    fields.unsupported("port", "the ports are those of the upstream's endpoints: leave it out");
    return fields.text("name");
  }

  private static Fraction fraction(Fields fields) {
    return new Fraction(fields.integer("numerator", 0), fields.integer("denominator", HUNDRED));
  }

  private static RouteFilter cors(Fields fields) {
    return new Cors(
        fields.texts("allowOrigins"),
        fields.flag("allowCredentials", false),
        fields.texts("allowMethods"),
        fields.texts("allowHeaders"),
        fields.texts("exposeHeaders"),
        fields.integer("maxAge", Defaults.CORS_MAX_AGE));
  }

  private static RouteFilter fault(Fields fields) {
    return new FaultInjection(
        optional(fields, "delay", RouteFilterDecoder::delay),
        optional(fields, "abort", RouteFilterDecoder::abort));
  }

  private static Delay delay(Fields fields) {
    return new Delay(
        fields.duration("fixedDelay", Duration.ZERO), fields.decimal("percentage", HUNDRED));
  }

  private static Abort abort(Fields fields) {
    return new Abort(
        fields.optionalInteger("httpStatus"),
        fields.optionalInteger("grpcStatus"),
        fields.decimal("percentage", HUNDRED));
  }

  private static RouteFilter direct(Fields fields) {
    return new DirectResponse(
        fields.integer("status", 200),
        fields.list("headers", RouteFilterDecoder::header),
        fields.text("body", ""));
  }

  private static <T> @Nullable T optional(Fields fields, String name, Function<Fields, T> decoder) {
    return fields.optionalNode(name) == null ? null : fields.object(name, decoder);
  }
}
