package io.weir.host.route;

import io.weir.host.config.HeaderTemplate;
import io.weir.host.config.RouteFilter.Header;
import io.weir.host.config.RouteFilter.HeaderModifier;
import io.weir.host.stream.HeaderList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Changes of headers, compiled. Immutable. */
public final class HeaderEdits {
  /** What a variable is for one stream. */
  @FunctionalInterface
  public interface Variables {
    /**
     * @param argument of the variable, null when it has none
     * @return null when the stream has no such thing
     */
    @Nullable String value(HeaderTemplate.Variable variable, @Nullable String argument);
  }

  private record Edit(String name, @Nullable String constant, HeaderTemplate template) {
    static Edit of(Header header) {
      HeaderTemplate template = HeaderTemplate.of(header.value());
      return new Edit(header.name().toLowerCase(Locale.ROOT), template.constant(), template);
    }

    String value(Variables variables) {
      return constant == null ? filled(template, variables) : constant;
    }
  }

  private final List<Edit> set;
  private final List<Edit> add;
  private final List<String> remove;

  private HeaderEdits(HeaderModifier headers) {
    set = headers.set().stream().map(Edit::of).toList();
    add = headers.add().stream().map(Edit::of).toList();
    remove = headers.remove().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** Null for a modifier that says nothing. */
  static @Nullable HeaderEdits of(HeaderModifier headers) {
    HeaderEdits edits = new HeaderEdits(headers);
    boolean none = edits.set.isEmpty() && edits.add.isEmpty() && edits.remove.isEmpty();
    return none ? null : edits;
  }

  /** Headers to add, for a response of the gateway's own. */
  static @Nullable HeaderEdits adding(List<Header> headers) {
    return of(new HeaderModifier(List.of(), headers, List.of()));
  }

  /** Sets, adds and removes, in this order. */
  public void apply(HeaderList headers, Variables variables) {
    for (Edit edit : set) {
      headers.set(edit.name, edit.value(variables));
    }
    for (Edit edit : add) {
      headers.add(edit.name, edit.value(variables));
    }
    for (String name : remove) {
      headers.remove(name);
    }
  }

  /** What there is nothing for is a dash, as in Envoy. */
  private static String filled(HeaderTemplate template, Variables variables) {
    StringBuilder text = new StringBuilder();
    for (HeaderTemplate.Part part : template.parts()) {
      switch (part) {
        case HeaderTemplate.Text plain -> text.append(plain.text());
        case HeaderTemplate.Value value -> {
          String found = variables.value(value.variable(), value.argument());
          text.append(found == null ? "-" : found);
        }
      }
    }
    return text.toString();
  }
}
