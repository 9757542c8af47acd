package io.weir.host.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Processors by number, as {@code taskset -c} takes them: {@code 0-3,8}. */
final class CpuList {
  static final String EXPECTED = "numbers of processors such as 0-3,8";

  private static final int MAX = 1023;
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");

  private CpuList() {}

  /** The numbers in the order written, each once; null when {@code text} is no such list. */
  static @Nullable List<Integer> parse(String text) {
    List<Integer> cpus = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) {
        return null;
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      if (last < first || last > MAX) {
        return null;
      }
      for (int cpu = first; cpu <= last; cpu++) {
        if (!cpus.contains(cpu)) {
          cpus.add(cpu);
        }
      }
    }
    return List.copyOf(cpus);
  }
}
