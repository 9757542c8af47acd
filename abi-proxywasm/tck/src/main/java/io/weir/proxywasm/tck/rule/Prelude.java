package io.weir.proxywasm.tck.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What rules share: imports, helpers, and the exports that every module has. A module gets only
 * those that it names, since a host refuses an import that it does not know.
 */
final class Prelude {
  private static final Pattern NAME = Pattern.compile("\\$[A-Za-z0-9_.]+");
  private static final Pattern EXPORT = Pattern.compile("\\(export \"([^\"]+)\"\\)");

  private record Part(String text, Set<String> defines, Set<String> exports, Set<String> uses) {
    static Part of(String text) {
      Set<String> exports = found(EXPORT, text, 1);
      Matcher head = Pattern.compile("\\((?:func|global) (\\$[A-Za-z0-9_.]+)").matcher(text);
      Set<String> defines = head.find() ? Set.of(head.group(1)) : Set.of();
      return new Part(text, defines, exports, found(NAME, text, 0));
    }

    boolean isImport() {
      return text.startsWith("(import");
    }
  }

  private final List<Part> parts;

  /**
   * @param text one form a paragraph
   */
  Prelude(String text) {
    parts =
        Pattern.compile("\\n\\s*\\n")
            .splitAsStream(text)
            .map(p -> p.replaceAll("(?m)^;;.*\\n?", "").strip())
            .filter(p -> !p.isEmpty())
            .map(Part::of)
            .toList();
  }

  /** {@code fields} with all of the prelude that they need, as one module in plain WAT. */
  String complete(String fields) {
    Set<String> own = definitions(fields);
    Set<String> ownExports = found(EXPORT, fields, 1);
    Set<Part> taken = new LinkedHashSet<>();
    Deque<String> wanted = new ArrayDeque<>(found(NAME, fields, 0));
    for (Part part : parts) {
      if (!part.exports.isEmpty() && !replaced(part, ownExports)) {
        taken.add(part);
        wanted.addAll(part.uses);
      }
    }
    Set<String> done = new HashSet<>(own);
    while (!wanted.isEmpty()) {
      String name = wanted.poll();
      if (done.add(name)) {
        parts.stream()
            .filter(p -> p.defines.contains(name))
            .forEach(
                p -> {
                  taken.add(p);
                  wanted.addAll(p.uses);
                });
      }
    }
    return module(fields, taken);
  }

  /** A module with a version, an allocator or a callback of its own does not get the usual one. */
  private static boolean replaced(Part part, Set<String> own) {
    for (String export : part.exports) {
      boolean version = export.startsWith("proxy_abi_version");
      boolean allocator = export.equals("proxy_on_memory_allocate");
      if (own.contains(export)
          || (version && own.stream().anyMatch(e -> e.contains("abi_version")))
          || (allocator && own.contains("malloc"))) {
        return true;
      }
    }
    return false;
  }

  private String module(String fields, Set<Part> taken) {
    List<String> imports = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Part part : parts) {
      if (taken.contains(part)) {
        (part.isImport() ? imports : others).add(part.text);
      }
    }
    String all = String.join("\n", imports) + "\n" + fields + "\n" + String.join("\n", others);
    return "(module\n" + Abbreviations.expand(all) + ")\n";
  }

  private static Set<String> definitions(String fields) {
    return found(Pattern.compile("\\((?:func|global) (\\$[A-Za-z0-9_.]+)"), fields, 1);
  }

  private static Set<String> found(Pattern pattern, String text, int group) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(group));
    }
    return found;
  }
}
