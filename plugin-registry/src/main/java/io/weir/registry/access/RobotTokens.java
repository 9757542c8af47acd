package io.weir.registry.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.weir.registry.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The access tokens of a registry, as a server sees them. Thread-safe; may block on the file. */
final class RobotTokens {
  static final String PREFIX = "weirt_";

  /** All of them, by two keys. */
  private record Known(Map<String, RobotToken> byHash, Map<String, RobotToken> byName) {}

  private final WatchedFile<Known> file;
  private final Clock clock;

  RobotTokens(Path file, Clock clock) throws IOException {
    this.clock = clock;
    this.file = new WatchedFile<>(file, false, text -> index(parse(file, text)));
  }

  /** That of a secret; null when there is none, or no longer. */
  @Nullable RobotToken find(String secret) {
    return valid(file.get().byHash.get(hash(secret)));
  }

  /** That of a name; null as for {@link #find}. */
  @Nullable RobotToken named(String name) {
    return valid(file.get().byName.get(name));
  }

  private @Nullable RobotToken valid(@Nullable RobotToken token) {
    return token == null || token.expired(clock.instant()) ? null : token;
  }

  private static Known index(List<RobotToken> tokens) {
    return new Known(by(tokens, RobotToken::hash), by(tokens, RobotToken::name));
  }

  private static Map<String, RobotToken> by(
      List<RobotToken> tokens, Function<RobotToken, String> key) {
    return tokens.stream().collect(Collectors.toUnmodifiableMap(key, each -> each, (a, b) -> b));
  }

  static List<RobotToken> parse(Path file, String text) throws IOException {
    try {
      return text.isBlank()
          ? List.of()
          : Json.MAPPER.readValue(text, new TypeReference<List<RobotToken>>() {});
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + ": not a list of tokens (restore it, or delete it and make them anew)", e);
    }
  }

  static String hash(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
