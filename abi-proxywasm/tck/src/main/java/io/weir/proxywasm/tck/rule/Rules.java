package io.weir.proxywasm.tck.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** All rules of the kit. */
public final class Rules {
  private static final String FOLDER = "/tck";
  private static final String SUFFIX = ".wat";

  private Rules() {}

  /** Reads them, ordered by family and name. */
  public static List<Rule> all() {
    try {
      URI uri = Objects.requireNonNull(Rules.class.getResource(FOLDER)).toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Rule> read(Path folder) throws IOException {
    Prelude prelude = new Prelude(Files.readString(folder.resolve("prelude.wat")));
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .filter(
              file ->
                  folder.relativize(file).getNameCount() == 2 && file.toString().endsWith(SUFFIX))
          .sorted()
          .map(file -> rule(folder, file, prelude))
          .toList();
    }
  }

  private static Rule rule(Path folder, Path file, Prelude prelude) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    String id = path.substring(0, path.length() - SUFFIX.length());
    try {
      return RuleReader.read(id, Files.readString(file), prelude);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
