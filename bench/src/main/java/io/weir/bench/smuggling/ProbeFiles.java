package io.weir.bench.smuggling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The cases, a resource file for each family. */
final class ProbeFiles {
  private static final List<String> FAMILIES =
      List.of(
          "controls",
          "both-lengths",
          "transfer-encoding",
          "content-length",
          "chunks",
          "trailers",
          "header-lines",
          "host",
          "request-line",
          "hop-by-hop",
          "http2");

  private ProbeFiles() {}

  /** All of them, the controls first. */
  static List<Probe> all() {
    return FAMILIES.stream().flatMap(family -> read(family).stream()).toList();
  }

  private static List<Probe> read(String family) {
    List<Probe> probes = new ArrayList<>();
    ProbeReader reader = new ProbeReader(family);
    for (String line : text(family).split("\n", -1)) {
      if (line.startsWith("@case ") && reader.isOpen()) {
        probes.add(reader.take());
      }
      reader.line(line);
    }
    probes.add(reader.take());
    return probes;
  }

  private static String text(String family) {
    String name = "/smuggling/" + family + ".txt";
    try (InputStream in = ProbeFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": no such resource");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
