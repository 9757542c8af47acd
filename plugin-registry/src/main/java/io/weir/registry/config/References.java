package io.weir.registry.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of {@code ${env:NAME}} and {@code ${file:PATH}}.
 *
 * @param folder what relative paths start from
 * @param environment null for a variable that is not set
 */
record References(Path folder, Environment environment) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
  private static final int MAX_FILE_BYTES = 64 << 10;

  /** Looks variables up. */
  interface Environment {
    @Nullable String get(String name);
  }

  /**
   * @throws IllegalArgumentException naming the variable or file that is not to be had
   */
  String resolve(String text) {
    if (!text.contains("${")) {
      return text;
    }
    Matcher matcher = REFERENCE.matcher(text);
    UnaryOperator<String> variable = this::variable;
    UnaryOperator<String> file = this::file;
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                (found.group(1).equals("env") ? variable : file).apply(found.group(2))));
  }

  private String variable(String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "${env:" + name + "}: not set (set " + name + " in the registry's environment)");
    }
    return value;
  }

  /** The file's text, without the line end that editors put at its end. */
  private String file(String name) {
    Path path = folder.resolve(name);
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        throw new IllegalArgumentException(
            "${file:" + name + "}: " + path + " is larger than " + MAX_FILE_BYTES + " bytes");
      }
      return Files.readString(path, StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "${file:" + name + "}: " + path + " cannot be read (make it readable to the registry)",
          e);
    }
  }
}
