package io.weir.registry.server;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request by lower-case name, the first value of each. Looks them up where they
 * are: a request is mostly asked for one or two.
 */
final class HeaderView extends AbstractMap<String, String> {
  private final HttpHeaders headers;

  HeaderView(HttpHeaders headers) {
    this.headers = headers;
  }

  @Override
  public @Nullable String get(Object name) {
    return name instanceof String text ? headers.get(text) : null;
  }

  @Override
  public boolean containsKey(Object name) {
    return name instanceof String text && headers.contains(text);
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    Map<String, String> all = new LinkedHashMap<>();
    headers.forEach(
        each -> all.putIfAbsent(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
    return all.entrySet();
  }
}
