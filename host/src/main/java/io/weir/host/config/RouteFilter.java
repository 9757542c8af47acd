package io.weir.host.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route does to its requests and responses beside sending them on, in the form of Gateway
 * API's {@code HTTPRouteFilter}; {@link FaultInjection} and {@link DirectResponse} are Weir's own.
 */
public sealed interface RouteFilter {
  /** The values of the field {@code type}. */
  enum Type {
    RequestHeaderModifier("requestHeaderModifier"),
    ResponseHeaderModifier("responseHeaderModifier"),
    RequestRedirect("requestRedirect"),
    URLRewrite("urlRewrite"),
    RequestMirror("requestMirror"),
    CORS("cors"),
    FaultInjection("faultInjection"),
    DirectResponse("directResponse");

    private final String field;

    Type(String field) {
      this.field = field;
    }

    /** The field that has the settings of this type. */
    public String field() {
      return field;
    }
  }

  Type type();

  /** Applied to a request after its plugins. */
  record RequestHeaderModifier(HeaderModifier headers) implements RouteFilter {
    @Override
    public Type type() {
      return Type.RequestHeaderModifier;
    }
  }

  /** Applied to a response before its plugins. */
  record ResponseHeaderModifier(HeaderModifier headers) implements RouteFilter {
    @Override
    public Type type() {
      return Type.ResponseHeaderModifier;
    }
  }

  /**
   * Sends the client elsewhere.
   *
   * @param scheme null: that of the request
   * @param hostname null: that of the request
   * @param port null: the usual one of {@code scheme}, else the listener's
   * @param path null: that of the request
   * @param statusCode 301, 302 (default), 303, 307 or 308
   */
  record RequestRedirect(
      @Nullable String scheme,
      @Nullable String hostname,
      @Nullable Integer port,
      @Nullable PathModifier path,
      int statusCode)
      implements RouteFilter {
    @Override
    public Type type() {
      return Type.RequestRedirect;
    }
  }

  /**
   * Changes what the upstream is asked for.
   *
   * @param hostname null: left as it is
   * @param path null: left as it is
   */
  record UrlRewrite(@Nullable String hostname, @Nullable PathModifier path) implements RouteFilter {
    @Override
    public Type type() {
      return Type.URLRewrite;
    }
  }

  /** Sends {@code share} of the requests to {@code upstream} as well; nobody sees the answers. */
  record RequestMirror(String upstream, Fraction share) implements RouteFilter {
    @Override
    public Type type() {
      return Type.RequestMirror;
    }
  }

  /**
   * Cross-origin requests, as the Fetch standard has them.
   *
   * @param allowOrigins {@code *}, {@code https://shop.example} or {@code https://*.example}
   * @param maxAge how many seconds a browser may keep the answer to a preflight (default 5)
   */
  record Cors(
      List<String> allowOrigins,
      boolean allowCredentials,
      List<String> allowMethods,
      List<String> allowHeaders,
      List<String> exposeHeaders,
      int maxAge)
      implements RouteFilter {
    @Override
    public Type type() {
      return Type.CORS;
    }
  }

  /** Faults for tests of clients: a delay, an answer of the gateway's own, or both. */
  record FaultInjection(@Nullable Delay delay, @Nullable Abort abort) implements RouteFilter {
    @Override
    public Type type() {
      return Type.FaultInjection;
    }
  }

  /** Answers without an upstream. */
  record DirectResponse(int status, List<Header> headers, String body) implements RouteFilter {
    @Override
    public Type type() {
      return Type.DirectResponse;
    }
  }

  /**
   * @param percentage of the requests, 0 to 100 (default 100)
   */
  record Delay(Duration fixedDelay, double percentage) {}

  /**
   * One of the two statuses stands here.
   *
   * @param percentage of the requests, 0 to 100 (default 100)
   */
  record Abort(@Nullable Integer httpStatus, @Nullable Integer grpcStatus, double percentage) {}

  /** A part of the requests. */
  record Fraction(int numerator, int denominator) {}

  /** A header with a value that may hold variables: see {@link HeaderTemplate}. */
  record Header(String name, String value) {}

  /** What is set, added and removed, in this order. */
  record HeaderModifier(List<Header> set, List<Header> add, List<String> remove) {}

  /** A new path. */
  record PathModifier(Type type, String value) {
    /** Of the path, or of the prefix that the route's one match has. */
    public enum Type {
      ReplaceFullPath,
      ReplacePrefixMatch
    }
  }
}
