package io.weir.registry.plugin;

import java.util.List;
import java.util.Map;

/**
 * Collects problems of a document by the places of its fields.
 *
 * @param document its name, {@code spec.yaml}
 * @param lines by JSON pointer
 * @param problems are added to
 */
record Placed(String document, Map<String, Integer> lines, List<Problem> problems) {
  private static final int MAX_MESSAGE = 300;

  void error(String pointer, String message, String remedy) {
    problems.add(Problem.error(place(pointer), shortened(message), remedy));
  }

  void warning(String pointer, String message, String remedy) {
    problems.add(Problem.warning(place(pointer), shortened(message), remedy));
  }

  /** {@code spec.yaml:7: info.name}. */
  private String place(String pointer) {
    String path = pointer.isEmpty() ? "" : ": " + pointer.substring(1).replace('/', '.');
    int line = line(pointer);
    return document + (line == 0 ? "" : ":" + line) + path;
  }

  /** The line of a field, else of what it would be in. */
  private int line(String pointer) {
    String at = pointer;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return lines.getOrDefault(at, 0);
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\s+", " ");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "...";
  }
}
