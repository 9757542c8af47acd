package io.weir.tools.plugin;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Orders tags as versions: numbers by value, a release above its pre-releases. */
final class TagOrder {
  private static final Pattern VERSION =
      Pattern.compile("v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-(.+))?");

  /** Signatures and attestations of cosign, which are kept under tags of this form. */
  private static final Pattern ATTACHED = Pattern.compile("sha256-[0-9a-f]{64}(?:\\..+)?");

  private static final Comparator<Version> VERSIONS =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch)
          .thenComparing(Version::pre, Comparator.comparing(String::isEmpty))
          .thenComparing(Version::pre);

  private TagOrder() {}

  private record Version(int major, int minor, int patch, String pre, String tag) {}

  /** The tags that name plugins. */
  static List<String> plugins(List<String> tags) {
    return tags.stream().filter(tag -> !ATTACHED.matcher(tag).matches()).toList();
  }

  /** The highest version; without versions {@code latest}, else the last. */
  static Optional<String> newest(List<String> tags) {
    Optional<String> highest =
        tags.stream().flatMap(TagOrder::version).max(VERSIONS).map(Version::tag);
    if (highest.isPresent() || tags.isEmpty()) {
      return highest;
    }
    return Optional.of(tags.contains("latest") ? "latest" : tags.getLast());
  }

  /** Whether {@code tag} is a whole version and not a pre-release: {@code 1.2.3}. */
  static boolean isRelease(String tag) {
    Matcher match = VERSION.matcher(tag);
    return match.matches() && match.group(3) != null && match.group(4) == null;
  }

  private static Stream<Version> version(String tag) {
    Matcher match = VERSION.matcher(tag);
    if (!match.matches()) {
      return Stream.empty();
    }
    String pre = match.group(4) == null ? "" : match.group(4);
    return Stream.of(new Version(number(match, 1), number(match, 2), number(match, 3), pre, tag));
  }

  private static int number(Matcher match, int group) {
    String digits = match.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
