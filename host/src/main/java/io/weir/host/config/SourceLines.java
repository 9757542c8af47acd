package io.weir.host.config;

import java.util.Map;

/**
 * The lines of the places in a document. They are looked up in the document itself, when something
 * is wrong: a table of all places would cost more than all else of the reading.
 *
 * @param at where the document stands in something larger; empty when it is the whole
 */
record SourceLines(String at, SourceNode root) {
  /** The line of {@code path}, or of the nearest place above it; 0 when none is known. */
  int line(String path) {
    if (!path.startsWith(at)) {
      return 0;
    }
    // a problem of the whole document is on no line unless it says so
    int own = at.isEmpty() ? 0 : root.line();
    return line(root, own, path.substring(at.length()));
  }

  /**
   * @param own the line of {@code node}
   * @param path within {@code node}
   */
  private static int line(SourceNode node, int own, String path) {
    String rest = path.startsWith(".") ? path.substring(1) : path;
    return switch (node) {
      case SourceNode.Mapping mapping -> inMapping(mapping, own, rest);
      case SourceNode.Sequence sequence -> inSequence(sequence, own, rest);
      case SourceNode.Scalar scalar -> own;
    };
  }

  private static int inMapping(SourceNode.Mapping mapping, int own, String rest) {
    String longest = "";
    for (Map.Entry<String, SourceNode.Field> field : mapping.fields().entrySet()) {
      String name = field.getKey();
      if (name.length() > longest.length() && begins(rest, name)) {
        longest = name;
      }
    }
    SourceNode.Field found = mapping.fields().get(longest);
    return found == null || longest.isEmpty()
        ? own
        : line(found.value(), found.line(), rest.substring(longest.length()));
  }

  /** Names may have dots and brackets in them, those of a plugin's own settings for instance. */
  private static boolean begins(String path, String name) {
    return path.startsWith(name)
        && (path.length() == name.length() || "[.".indexOf(path.charAt(name.length())) >= 0);
  }

  private static int inSequence(SourceNode.Sequence sequence, int own, String rest) {
    int end = rest.indexOf(']');
    if (!rest.startsWith("[") || end < 0) {
      return own;
    }
    String number = rest.substring(1, end);
    if (!number.matches("[0-9]{1,9}")) {
      return own;
    }
    int index = Integer.parseInt(number);
    if (index >= sequence.items().size()) {
      return own;
    }
    SourceNode item = sequence.items().get(index);
    return line(item, item.line(), rest.substring(end + 1));
  }
}
