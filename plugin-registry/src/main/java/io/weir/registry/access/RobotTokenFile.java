package io.weir.registry.access;

import io.weir.registry.http.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The file of access tokens, as the command changes it: one command at a time, and a server that
 * runs sees the change within a second.
 */
final class RobotTokenFile {
  static final String NAME = "tokens.json";

  private final Path file;

  /**
   * @param folder the registry's folder for access
   */
  RobotTokenFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  List<RobotToken> list() throws IOException {
    return Files.exists(file) ? RobotTokens.parse(file, Files.readString(file)) : List.of();
  }

  /** Replaces the tokens by what {@code change} makes of them. */
  void change(UnaryOperator<List<RobotToken>> change) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Path lock = file.resolveSibling(NAME + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      List<RobotToken> changed = change.apply(list());
      SecretFile.replace(
          file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(changed));
    }
  }
}
