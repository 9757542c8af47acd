package io.weir.bench.smuggling;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the lines of one case after the other; what they mean stands in bench/README.md. */
final class ProbeReader {
  private final String family;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Http2Bytes http2 = new Http2Bytes();
  private @Nullable String name;
  private Probe.Expected expected = Probe.Expected.REFUSE;
  private int count = 1;
  private List<String> absent = new ArrayList<>();

  ProbeReader(String family) {
    this.family = family;
  }

  boolean isOpen() {
    return name != null;
  }

  void line(String line) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int space = line.indexOf(' ');
    String word = space < 0 ? line : line.substring(0, space);
    String rest = space < 0 ? "" : line.substring(space + 1);
    switch (word) {
      case "@case" -> name = rest;
      case "@expect" -> expected = Probe.Expected.valueOf(rest.toUpperCase(Locale.ROOT));
      case "@count" -> count = Integer.parseInt(rest);
      case "@absent" -> absent.add(rest);
      case "@repeat" -> repeat(rest);
      case ">" -> bytes.writeBytes(Escapes.decode(rest + "\\r\\n"));
      case ">>" -> bytes.writeBytes(Escapes.decode(rest));
      case "h" -> http2.field(rest);
      case "d" -> http2.data(Escapes.decode(rest));
      default ->
          throw new IllegalArgumentException(
              family + ": " + line + " (expected: @, >, >>, h, d or #)");
    }
  }

  private void repeat(String rest) {
    int space = rest.indexOf(' ');
    byte[] piece = Escapes.decode(rest.substring(space + 1));
    for (int i = Integer.parseInt(rest.substring(0, space)); i > 0; i--) {
      bytes.writeBytes(piece);
    }
  }

  /** The case that has been read; the next one begins. */
  Probe take() {
    boolean two = !http2.isEmpty();
    byte[] all = two ? http2.take() : bytes.toByteArray();
    Probe probe = new Probe(family + "/" + name, expected, count, List.copyOf(absent), all, two);
    bytes.reset();
    expected = Probe.Expected.REFUSE;
    count = 1;
    absent = new ArrayList<>();
    return probe;
  }
}
