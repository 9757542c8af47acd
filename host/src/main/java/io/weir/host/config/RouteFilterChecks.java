package io.weir.host.config;

import io.weir.host.config.PathMatch.PathType;
import io.weir.host.config.RouteFilter.Abort;
import io.weir.host.config.RouteFilter.Delay;
import io.weir.host.config.RouteFilter.DirectResponse;
import io.weir.host.config.RouteFilter.FaultInjection;
import io.weir.host.config.RouteFilter.Fraction;
import io.weir.host.config.RouteFilter.PathModifier;
import io.weir.host.config.RouteFilter.RequestHeaderModifier;
import io.weir.host.config.RouteFilter.RequestMirror;
import io.weir.host.config.RouteFilter.RequestRedirect;
import io.weir.host.config.RouteFilter.ResponseHeaderModifier;
import io.weir.host.config.RouteFilter.Type;
import io.weir.host.config.RouteFilter.UrlRewrite;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the filters of a route must be, each in itself and beside each other. */
final class RouteFilterChecks {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");

  private final Problems problems;
  private final HeaderModifierChecks headers;

  RouteFilterChecks(Problems problems) {
    this.problems = problems;
    this.headers = new HeaderModifierChecks(problems);
  }

  /** Whether a filter answers, so that no upstream is needed. */
  static boolean answers(List<RouteFilter> filters) {
    return filters.stream()
        .anyMatch(f -> f instanceof RequestRedirect || f instanceof DirectResponse);
  }

  /**
   * @param matches of the route
   */
  void check(List<RouteFilter> filters, List<Match> matches, String path) {
    together(filters, path);
    for (int i = 0; i < filters.size(); i++) {
      RouteFilter filter = filters.get(i);
      String at = Paths.field(Paths.item(path, i), filter.type().field());
      switch (filter) {
        case RequestHeaderModifier request -> headers.check(request.headers(), at);
        case ResponseHeaderModifier response -> headers.check(response.headers(), at);
        case RequestRedirect redirect -> redirect(redirect, matches, at);
        case UrlRewrite rewrite -> rewrite(rewrite, matches, at);
        case RequestMirror mirror -> share(mirror.share(), at);
        case RouteFilter.Cors cors -> new CorsChecks(problems).check(cors, at);
        case FaultInjection fault -> fault(fault, at);
        case DirectResponse direct -> direct(direct, at);
      }
    }
  }

  /** Those of a backend change headers alone. */
  void backend(List<RouteFilter> filters, String path) {
    check(filters, List.of(), path);
    for (int i = 0; i < filters.size(); i++) {
      Type type = filters.get(i).type();
      if (type != Type.RequestHeaderModifier && type != Type.ResponseHeaderModifier) {
        problems.add(
            Paths.field(Paths.item(path, i), "type"),
            type + " (expected: RequestHeaderModifier, ResponseHeaderModifier)",
            "write it under filters of the route: it is for all backends");
      }
    }
  }

  private void together(List<RouteFilter> filters, String path) {
    Set<Type> seen = EnumSet.noneOf(Type.class);
    for (int i = 0; i < filters.size(); i++) {
      Type type = filters.get(i).type();
      if (!seen.add(type) && type != Type.RequestMirror) {
        problems.add(Paths.item(path, i), type + " stands here twice", "make one of the two");
      }
    }
    only(seen, Type.RequestRedirect, Type.URLRewrite, path);
    only(seen, Type.RequestRedirect, Type.DirectResponse, path);
    only(seen, Type.DirectResponse, Type.URLRewrite, path);
  }

  private void only(Set<Type> seen, Type one, Type other, String path) {
    if (seen.contains(one) && seen.contains(other)) {
      problems.add(path, one + " beside " + other, "keep one of the two");
    }
  }

  private void redirect(RequestRedirect redirect, List<Match> matches, String at) {
    String scheme = redirect.scheme();
    if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
      expected(Paths.field(at, "scheme"), Fields.quote(scheme), "http or https", "write one");
    }
    host(redirect.hostname(), Paths.field(at, "hostname"));
    Integer port = redirect.port();
    if (port != null && (port < 1 || port > 65_535)) {
      expected(Paths.field(at, "port"), "" + port, "1 to 65535", "write a port");
    }
    if (!REDIRECTS.contains(redirect.statusCode())) {
      String status = Integer.toString(redirect.statusCode());
      expected(Paths.field(at, "statusCode"), status, "301, 302, 303, 307 or 308", "write one");
    }
    path(redirect.path(), matches, Paths.field(at, "path"));
  }

  private void rewrite(UrlRewrite rewrite, List<Match> matches, String at) {
    if (rewrite.hostname() == null && rewrite.path() == null) {
      problems.add(at, "neither hostname nor path", "write what is to be rewritten");
    }
    host(rewrite.hostname(), Paths.field(at, "hostname"));
    path(rewrite.path(), matches, Paths.field(at, "path"));
  }

  private void host(@Nullable String host, String at) {
    if (host != null && !HOST.matcher(host).matches()) {
      String remedy = "leave out scheme, port and path";
      expected(at, Fields.quote(host), "a host such as shop.example.com", remedy);
    }
  }

  private void path(@Nullable PathModifier path, List<Match> matches, String at) {
    if (path == null) {
      return;
    }
    boolean prefix = path.type() == PathModifier.Type.ReplacePrefixMatch;
    String field = Paths.field(at, prefix ? "replacePrefixMatch" : "replaceFullPath");
    String value = path.value();
    if (!value.startsWith("/") && !(prefix && value.isEmpty())) {
      expected(field, Fields.quote(value), "a path", "begin it with /");
    } else if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#' && c != '?')) {
      expected(field, Fields.quote(value), "a path", "leave out ?, # and blanks; encode others");
    }
    boolean onePrefix =
        matches.size() == 1 && matches.getFirst().path().type() == PathType.PathPrefix;
    if (prefix && !onePrefix) {
      problems.add(
          Paths.field(at, "type"),
          "ReplacePrefixMatch without one match of type PathPrefix",
          "give the route exactly one match, of type PathPrefix, or use ReplaceFullPath");
    }
  }

  private void share(Fraction share, String at) {
    boolean sound =
        share.denominator() > 0
            && share.numerator() >= 0
            && share.numerator() <= share.denominator();
    if (!sound) {
      String text = share.numerator() + " of " + share.denominator();
      expected(at, text, "a part from 0 to all", "write percent: 0 to 100, or such a fraction");
    }
  }

  private void fault(FaultInjection fault, String at) {
    Delay delay = fault.delay();
    Abort abort = fault.abort();
    if (delay == null && abort == null) {
      problems.add(at, "neither delay nor abort", "write one of the two");
    }
    if (delay != null) {
      percentage(delay.percentage(), Paths.field(at, "delay"));
      if (delay.fixedDelay().isZero()) {
        expected(Paths.field(at, "delay.fixedDelay"), "0s", "more than nothing", "write 100ms");
      }
    }
    if (abort != null) {
      abort(abort, Paths.field(at, "abort"));
    }
  }

  private void abort(Abort abort, String at) {
    percentage(abort.percentage(), at);
    Integer http = abort.httpStatus();
    Integer grpc = abort.grpcStatus();
    if ((http == null) == (grpc == null)) {
      problems.add(at, "httpStatus and grpcStatus: one of the two", "write one of them");
    }
    if (http != null) {
      status(http, Paths.field(at, "httpStatus"));
    }
    if (grpc != null && (grpc < 0 || grpc > 16)) {
      expected(Paths.field(at, "grpcStatus"), "" + grpc, "0 to 16", "write a status of gRPC");
    }
  }

  private void percentage(double percentage, String at) {
    if (!(percentage >= 0 && percentage <= 100)) {
      String remedy = "write the part of the requests in percent";
      expected(Paths.field(at, "percentage"), "" + percentage, "0 to 100", remedy);
    }
  }

  private void direct(DirectResponse direct, String at) {
    status(direct.status(), Paths.field(at, "status"));
    for (int i = 0; i < direct.headers().size(); i++) {
      headers.header(direct.headers().get(i), Paths.item(Paths.field(at, "headers"), i));
    }
    if (!direct.body().isEmpty() && (direct.status() == 204 || direct.status() == 304)) {
      problems.add(
          Paths.field(at, "body"), direct.status() + " has no body", "leave it out, or write 200");
    }
  }

  private void status(int status, String at) {
    if (status < 200 || status > 599) {
      expected(at, "" + status, "200 to 599", "write the status of a response");
    }
  }

  private void expected(String at, String value, String expected, String remedy) {
    problems.add(at, value + " (expected: " + expected + ")", remedy);
  }
}
