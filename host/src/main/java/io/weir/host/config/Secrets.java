package io.weir.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values of secrets where a configuration refers to them: {@code ${env:NAME}} and {@code
 * ${file:/path}}, anywhere in a string. {@code $${} stands for {@code ${}; any other {@code ${...}}
 * is left as it is. What a secret holds is not expanded again. Error messages name the variable or
 * the file, never a value.
 *
 * <p>Any thread; reads files, so not on an event loop.
 */
public final class Secrets {
  /** The largest secret file, in bytes. */
  public static final int MAX_FILE_BYTES = 1 << 20;

  private static final String ENV = "${env:";
  private static final String FILE = "${file:";
  private static final String ESCAPE = "$${";

  private final Function<String, @Nullable String> environment;
  private final Redactor redactor;

  /**
   * @param environment the value of a variable, or null when it is not set
   * @param redactor learns every value that is put in
   */
  public Secrets(Function<String, @Nullable String> environment, Redactor redactor) {
    this.environment = environment;
    this.redactor = redactor;
  }

  /** With the environment of this process. */
  public static Secrets ofProcess(Redactor redactor) {
    return new Secrets(System::getenv, redactor);
  }

  /**
   * A copy of {@code value} with the secrets in all its strings; keys stay as they are.
   *
   * @param path where {@code value} stands, for errors
   * @throws ConfigException naming every variable and file that is missing or unreadable
   */
  public JsonNode expand(JsonNode value, String path) {
    Problems problems = new Problems();
    JsonNode expanded = expand(value, path, problems);
    problems.throwIfAny();
    return expanded;
  }

  /** As {@link #expand(JsonNode, String)}, for the values of {@code env} and the configuration. */
  public VmConfig expand(VmConfig value, String path) {
    Problems problems = new Problems();
    Map<String, String> env = new LinkedHashMap<>();
    value.env().forEach((k, v) -> env.put(k, expand(v, path + ".env." + k, problems)));
    String configuration = expand(value.configuration(), path + ".configuration", problems);
    problems.throwIfAny();
    return new VmConfig(Collections.unmodifiableMap(env), configuration);
  }

  /** Whether some string in {@code value} refers to a file. */
  public static boolean namesFile(JsonNode value) {
    if (value.isTextual()) {
      return namesFile(value.textValue());
    }
    for (JsonNode part : value) {
      if (namesFile(part)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code text} refers to a file. */
  public static boolean namesFile(String text) {
    return text.contains(FILE);
  }

  /** {@code text} without any secret that was expanded. */
  public String redact(String text) {
    return redactor.redact(text);
  }

  private JsonNode expand(JsonNode value, String path, Problems problems) {
    return switch (value) {
      case TextNode text -> TextNode.valueOf(expand(text.textValue(), path, problems));
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((k, v) -> copy.set(k, expand(v, Paths.field(path, k), problems)));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
        for (int i = 0; i < array.size(); i++) {
          copy.add(expand(array.get(i), Paths.item(path, i), problems));
        }
        yield copy;
      }
      default -> value;
    };
  }

  private String expand(String text, String path, Problems problems) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
      expanded.append(text, at, dollar);
      if (text.startsWith(ESCAPE, dollar)) {
        expanded.append("${");
        at = dollar + ESCAPE.length();
      } else if (text.startsWith(ENV, dollar) || text.startsWith(FILE, dollar)) {
        int end = text.indexOf('}', dollar);
        if (end < 0) {
          problems.addAt(path, 0, "a ${ that no } ends", "add the }, or write $${ for a plain ${");
          return text;
        }
        expanded.append(secret(text.substring(dollar, end), path, problems));
        at = end + 1;
      } else {
        expanded.append('$');
        at = dollar + 1;
      }
    }
    return expanded.append(text, at, text.length()).toString();
  }

  private String secret(String reference, String path, Problems problems) {
    String value =
        reference.startsWith(ENV)
            ? variable(reference.substring(ENV.length()), path, problems)
            : file(reference.substring(FILE.length()), path, problems);
    redactor.add(value);
    return value;
  }

  private String variable(String name, String path, Problems problems) {
    String value = environment.apply(name);
    if (value == null) {
      String message = "the environment variable " + Fields.quote(name) + " is not set";
      problems.addAt(path, 0, message, "set it for the gateway's process, or correct the name");
      return "";
    }
    return value;
  }

  private static String file(String name, String path, Problems problems) {
    String what = "the secret file " + Fields.quote(name);
    try {
      Path file = Path.of(name);
      if (!file.isAbsolute()) {
        problems.addAt(
            path, 0, what + " (expected: an absolute path)", "write ${file:/path/to/it}");
      } else if (!Files.isRegularFile(file)) {
        String message = Files.exists(file) ? " is no regular file" : ": no such file";
        problems.addAt(path, 0, what + message, "create it, or correct the path");
      } else {
        return contents(file, path, what, problems);
      }
    } catch (CharacterCodingException e) {
      problems.addAt(path, 0, what + " is not UTF-8 text", "store it as text, or base64");
    } catch (IOException e) {
      problems.addAt(
          path, 0, what + ": " + FileErrors.describe(e), "let the gateway's user read it");
    } catch (InvalidPathException e) {
      problems.addAt(path, 0, what + " is no path", "write ${file:/path/to/it}");
    }
    return "";
  }

  private static String contents(Path file, String path, String what, Problems problems)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        problems.addAt(
            path, 0, what + " is larger than 1Mi", "name the file that holds the secret");
        return "";
      }
      return trimmed(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    }
  }

  /** Without the one line end that editors add. */
  private static String trimmed(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
