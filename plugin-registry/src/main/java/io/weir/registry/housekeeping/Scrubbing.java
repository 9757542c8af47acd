package io.weir.registry.housekeeping;

import java.util.List;

/**
 * What a scrub has found.
 *
 * @param dryRun whether nothing was moved aside
 * @param count of all content
 * @param bytes that were read
 * @param unreadable what could not be read
 * @param damaged how many were not what their digest says
 * @param items the first thousand of them
 */
public record Scrubbing(
    boolean dryRun, long count, long bytes, long unreadable, long damaged, List<Damage> items) {
  public Scrubbing {
    items = List.copyOf(items);
  }

  /**
   * One that is damaged.
   *
   * @param repositories those that had it
   * @param tags {@code repository:tag} of what cannot be pulled whole
   */
  public record Damage(String digest, List<String> repositories, List<String> tags) {
    public Damage {
      repositories = List.copyOf(repositories);
      tags = List.copyOf(tags);
    }
  }
}
