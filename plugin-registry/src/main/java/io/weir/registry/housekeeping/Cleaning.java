package io.weir.registry.housekeeping;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run of collection or retention has deleted, or would delete.
 *
 * @param dryRun whether nothing was deleted
 * @param count of all that was
 * @param bytes of all that was; content that others use as well is counted, though it stays
 * @param waiting candidates whose time of grace has not passed
 * @param items the first thousand
 */
public record Cleaning(boolean dryRun, long count, long bytes, long waiting, List<Item> items) {
  private static final int MOST_ITEMS = 1000;

  public Cleaning {
    items = List.copyOf(items);
  }

  /**
   * One thing.
   *
   * @param repository empty for content that no repository has
   * @param name a tag or a digest
   * @param reason why it goes
   */
  public record Item(String repository, String name, long bytes, String reason) {}

  /** Sums up while a run goes on. By one thread. */
  static final class Builder {
    private final boolean dryRun;
    private final List<Item> items = new ArrayList<>();
    private long count;
    private long bytes;
    private long waiting;

    Builder(boolean dryRun) {
      this.dryRun = dryRun;
    }

    boolean dryRun() {
      return dryRun;
    }

    void add(Item item) {
      count++;
      bytes += item.bytes();
      if (items.size() < MOST_ITEMS) {
        items.add(item);
      }
    }

    void addWaiting() {
      waiting++;
    }

    Cleaning build() {
      return new Cleaning(dryRun, count, bytes, waiting, items);
    }
  }
}
