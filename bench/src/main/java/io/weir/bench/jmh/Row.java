package io.weir.bench.jmh;

import io.weir.bench.stream.StreamPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of the table. */
sealed interface Row {
  /** A plugin's callbacks, on an engine: see {@link CallbackCycle}. */
  record Callbacks(Subject subject) implements Row {
    @Override
    public String toString() {
      return subject.toString();
    }
  }

  /** A whole stream between the codecs: see {@link StreamPath}. */
  record Stream(String plugin) implements Row {
    static final String NO_PLUGIN = "none";

    @Override
    public String toString() {
      return "stream/" + plugin;
    }
  }

  /** Both sides of an HTTP/1.1 codec: see {@link Http1Codec}. */
  record Codec(String whose) implements Row {
    @Override
    public String toString() {
      return "codec/" + whose;
    }
  }

  static List<Row> all() {
    List<Row> all = new ArrayList<>();
    Subject.all().forEach(subject -> all.add(new Callbacks(subject)));
    List.of(Stream.NO_PLUGIN, "endive/rs", "wasmtime/rs")
        .forEach(plugin -> all.add(new Stream(plugin)));
    List.of("weir", "netty").forEach(whose -> all.add(new Codec(whose)));
    return all;
  }

  /** Null, or what is missing and how to get it. */
  default @Nullable String missing(Path root) {
    return switch (this) {
      case Callbacks row -> row.subject.missing(root);
      case Stream row when row.plugin.equals(Stream.NO_PLUGIN) -> null;
      case Stream row -> Subject.of(row.plugin).missing(root);
      case Codec row -> null;
    };
  }
}
