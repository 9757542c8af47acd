package io.weir.host.config;

import io.weir.host.config.ConfigValidator.Locator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration strictly: unknown fields, wrong types, duplicate keys and broken references
 * are all reported at once, each with its path, line and remedy. Stateless; any thread.
 */
public final class ConfigReader {
  /** A text larger than this is refused, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  private ConfigReader() {}

  /** How a text is written. */
  public enum Format {
    YAML,
    JSON
  }

  /**
   * @return the configuration, checked by {@link ConfigValidator}
   * @throws ConfigException with every problem of the text
   */
  public static GatewayConfig read(String text, Format format) {
    Problems problems = new Problems();
    SourceNode root = parse(text, format, problems);
    GatewayConfig config = Fields.decode(root, "", problems, GatewayDecoder::gatewayConfig);
    boolean whole = problems.isEmpty();
    ConfigValidator validator = new ConfigValidator(config, problems, Locator.BY_INDEX);
    validator.checkObjects();
    if (whole) {
      // a half-read configuration would give false reports of things that are not there
      validator.checkReferences();
    }
    problems.throwIfAny();
    return config;
  }

  /**
   * Reads a file: JSON when its name ends in {@code .json}, else YAML. Blocks.
   *
   * @throws ConfigException also when the file cannot be read
   */
  public static GatewayConfig read(Path file) {
    Format format = file.toString().endsWith(".json") ? Format.JSON : Format.YAML;
    return read(text(file), format);
  }

  /** The document in {@code text}; throws when it is empty or not in {@code format}. */
  static SourceNode parse(String text, Format format, Problems problems) {
    SourceNode root =
        format == Format.JSON ? JsonTree.read(text, problems) : YamlTree.read(text, problems);
    if (root == null || root.isNull()) {
      // an editor that truncates before it writes must not empty a running gateway
      if (problems.isEmpty()) {
        problems.addAt("", 1, "an empty document", "write at least listeners: []");
      }
      problems.throwIfAny();
      throw new AssertionError("unreachable: a problem was added");
    }
    problems.document(root);
    return root;
  }

  static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw unreadable(file, "larger than " + Sizes.format(MAX_BYTES), "split it", null);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(file, "not UTF-8 text", "save it as UTF-8", e);
    } catch (IOException e) {
      throw unreadable(file, FileErrors.describe(e), "check the path and its permissions", e);
    }
  }

  private static ConfigException unreadable(
      Path file, String message, String remedy, @Nullable Throwable e) {
    return new ConfigException(
        List.of(new ConfigException.Problem("", 0, file + ": " + message, remedy)), e);
  }
}
