package io.weir.bench.torture.origin;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.weir.bench.torture.stamp.Lang;
import java.util.List;

/** A request as the endpoints need it. */
record OriginRequest(HttpRequest http, QueryStringDecoder uri) {

  static OriginRequest of(HttpRequest http) {
    return new OriginRequest(http, new QueryStringDecoder(http.uri()));
  }

  String path() {
    return uri.path();
  }

  /** A number of the query, 0 when it is absent. */
  long number(String name) {
    return Long.parseLong(uri.parameters().getOrDefault(name, List.of("0")).getFirst());
  }

  /** The request's stamps, by the names under which an answer gives them back. */
  HttpHeaders seen() {
    HttpHeaders seen = new DefaultHttpHeaders();
    for (Lang lang : Lang.values()) {
      seen.add(lang.seenHeader(), http.headers().getAll(lang.requestHeader()));
    }
    return seen;
  }
}
