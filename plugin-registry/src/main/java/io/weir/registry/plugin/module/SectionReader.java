package io.weir.registry.plugin.module;

import io.weir.proxywasm.engine.InvalidModuleException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads the sections of a module that say what it imports and exports (core specification, section
 * 5.5), and that the others are there whole. It does not validate code. What is kept of a module is
 * bounded, whatever the module says of its own sizes.
 */
final class SectionReader {
  private static final int CUSTOM = 0;
  private static final int TYPE = 1;
  private static final int IMPORT = 2;
  private static final int FUNCTION = 3;
  private static final int EXPORT = 7;
  private static final int CODE = 10;
  private static final int DATA = 11;
  private static final int LAST = 13;
  private static final int HEADER = 8;
  private static final int MAX_SECTION = 8 << 20;
  private static final int MAX_PRODUCERS = 64 << 10;
  private static final int TRACED = 2 << 20;

  private final ModuleBytes bytes;
  private final Signatures signatures = new Signatures();
  private final Traces traces = new Traces();
  private Map<String, List<String>> producers = Map.of();
  private int bodies;

  private SectionReader(ModuleBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a module to its end.
   *
   * @throws InvalidModuleException when it is no whole module, saying where
   * @throws IOException when the stream fails
   */
  static ModuleOutline read(ModuleBytes bytes) throws IOException {
    SectionReader reader = new SectionReader(bytes);
    requireHeader(bytes.upTo(HEADER));
    for (int id = bytes.next(); id >= 0; id = bytes.next()) {
      reader.section(id, "section " + id);
    }
    Signatures signatures = reader.signatures;
    if (signatures.defined() != reader.bodies) {
      throw new InvalidModuleException(
          "module: %d functions and %d bodies: it is cut short"
              .formatted(signatures.defined(), reader.bodies),
          null);
    }
    return signatures.outline(reader.producers, reader.traces.found());
  }

  private static void requireHeader(byte[] head) {
    if (head.length < HEADER || !HexFormat.of().formatHex(head).startsWith("0061736d")) {
      String begin = HexFormat.of().formatHex(head);
      throw new InvalidModuleException(
          "it begins %s (expected: 0061736d01000000, \\0asm and version 1)"
              .formatted(begin.isEmpty() ? "with nothing" : begin),
          null);
    }
    int version = (head[4] & 0xff) | (head[5] & 0xff) << 8;
    int layer = (head[6] & 0xff) | (head[7] & 0xff) << 8;
    if (layer == 1) {
      throw new InvalidModuleException(
          "it is a component (expected: a core module, built for wasip1)", null);
    }
    if (version != 1 || layer != 0) {
      throw new InvalidModuleException("binary version " + version + " (expected: 1)", null);
    }
  }

  private void section(int id, String place) throws IOException {
    int length = bytes.size(place);
    switch (id) {
      case CUSTOM -> custom(length, place);
      case TYPE -> signatures.types(bytes.take(length, MAX_SECTION, place));
      case IMPORT -> signatures.imports(bytes.take(length, MAX_SECTION, place));
      case FUNCTION -> signatures.functions(bytes.take(length, MAX_SECTION, place));
      case EXPORT -> signatures.exports(bytes.take(length, MAX_SECTION, place));
      case CODE -> code(length, place);
      case DATA -> {
        int traced = Math.min(length, TRACED);
        bytes.pass(traced, traces, place);
        bytes.pass(length - traced, null, place);
      }
      default -> {
        if (id > LAST) {
          throw bytes.bad(place, "no such section in WebAssembly");
        }
        bytes.pass(length, null, place);
      }
    }
  }

  private void custom(int length, String place) throws IOException {
    if (length > MAX_PRODUCERS) {
      bytes.pass(length, null, place);
      return;
    }
    ByteCursor cursor = bytes.take(length, MAX_PRODUCERS, place);
    if (cursor.name().equals("producers")) {
      producers = Producers.read(cursor);
    }
  }

  private void code(int length, String place) throws IOException {
    long end = bytes.position() + length;
    bodies = bytes.size(place);
    for (int i = 0; i < bodies; i++) {
      int body = bytes.size(place);
      if (body > end - bytes.position()) {
        throw bytes.bad("body " + i, body + " bytes: it is cut short");
      }
      bytes.pass(body, null, place);
    }
    if (bytes.position() != end) {
      throw bytes.bad(place, "its length is not that of its bodies");
    }
  }
}
