package io.weir.registry.config;

import java.util.List;
import java.util.Objects;

/**
 * {@code collection}: what is deleted by itself, and how content is checked.
 *
 * @param gc what nobody needs
 * @param retention what gets old; the first rule whose repositories match holds, none by default
 * @param scrub whether content still is what its digest says
 */
public record CollectionConfig(GcConfig gc, List<RetentionRule> retention, ScrubConfig scrub) {
  public CollectionConfig {
    gc = gc == null ? Defaults.of(GcConfig.class) : gc;
    retention = List.copyOf(Objects.requireNonNullElse(retention, List.of()));
    scrub = scrub == null ? Defaults.of(ScrubConfig.class) : scrub;
  }
}
