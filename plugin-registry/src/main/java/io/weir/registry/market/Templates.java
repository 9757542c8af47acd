package io.weir.registry.market;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pages' templates, from the class path, each compiled once. Every value is escaped but where a
 * template asks for HTML. Any thread.
 */
final class Templates {
  private final Map<String, Template> compiled = new ConcurrentHashMap<>();
  private final Mustache.Compiler compiler =
      Mustache.compiler()
          .escapeHTML(true)
          .defaultValue("")
          .emptyStringIsFalse(true)
          .zeroIsFalse(true)
          .withLoader(Templates::open);

  /** The template {@code name} with the values of {@code model}, a record. */
  String render(String name, Object model) {
    return compiled.computeIfAbsent(name, this::compile).execute(model);
  }

  private Template compile(String name) {
    try (Reader reader = open(name)) {
      return compiler.compile(reader);
    } catch (IOException e) {
      throw new IllegalStateException("template " + name + " cannot be read", e);
    }
  }

  private static Reader open(String name) {
    InputStream stream = Templates.class.getResourceAsStream("pages/" + name + ".html");
    if (stream == null) {
      throw new IllegalStateException("no template " + name);
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }
}
