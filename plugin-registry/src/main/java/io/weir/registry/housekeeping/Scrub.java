package io.weir.registry.housekeeping;

import io.weir.registry.Digest;
import io.weir.registry.store.Content;
import io.weir.registry.store.RegistryStore;
import io.weir.registry.store.Repository;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all content back and moves aside what is not what its digest says. Content that cannot be
 * read at all stays, and is told. One run at a time.
 */
final class Scrub {
  private static final Logger LOG = LoggerFactory.getLogger(Scrub.class);
  private static final int MOST_ITEMS = 1000;

  private final RegistryStore store;

  Scrub(RegistryStore store) {
    this.store = store;
  }

  /**
   * Reads everything once.
   *
   * @param dryRun to move nothing aside
   * @param pace slows the reading down, or throws to end it
   */
  Scrubbing run(boolean dryRun, Pace pace) throws IOException {
    List<Digest> all = new ArrayList<>();
    store.cleaner().forEachContent(each -> all.add(each.digest()));
    List<Scrubbing.Damage> damaged = new ArrayList<>();
    long bytes = 0;
    long unreadable = 0;
    for (Digest each : all) {
      try {
        Read read = read(each, pace);
        bytes += read.bytes();
        if (read.damaged()) {
          found(each, dryRun).ifPresent(damaged::add);
        }
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        unreadable++;
        LOG.error("scrub: {} cannot be read: {}", each, e.getMessage());
      }
    }
    return new Scrubbing(
        dryRun,
        all.size(),
        bytes,
        unreadable,
        damaged.size(),
        damaged.subList(0, Math.min(damaged.size(), MOST_ITEMS)));
  }

  /** What was read of one. */
  private record Read(long bytes, boolean damaged) {}

  private Read read(Digest digest, Pace pace) throws IOException {
    try (Content content = store.open(digest)) {
      if (content == null) {
        return new Read(0, false); // deleted meanwhile
      }
      Digest found = ContentHash.of(content, digest.algorithm(), pace);
      return new Read(content.size(), !found.equals(digest));
    }
  }

  private Optional<Scrubbing.Damage> found(Digest digest, boolean dryRun) throws IOException {
    List<String> tags = tags(digest);
    Optional<List<String>> repositories =
        dryRun
            ? Optional.of(holders(digest))
            : store.cleaner().quarantine(digest, each -> read(each, Pace.NONE).damaged());
    repositories.ifPresent(
        each ->
            LOG.error(
                "scrub: {} is damaged{}; repositories that have it: {}; tags concerned: {}; push it again",
                digest,
                dryRun ? "" : " and was moved aside",
                each,
                tags));
    return repositories.map(each -> new Scrubbing.Damage(digest.toString(), each, tags));
  }

  private List<String> holders(Digest digest) {
    return store.cleaner().repositories().stream()
        .filter(
            name -> {
              Repository repository = store.repository(name);
              return repository != null
                  && (repository.hasBlob(digest) || repository.manifest(digest) != null);
            })
        .toList();
  }

  /** {@code repository:tag} of all that cannot be pulled whole without it. */
  private List<String> tags(Digest digest) {
    List<String> tags = new ArrayList<>();
    for (String name : holders(digest)) {
      Repository repository = store.repository(name);
      if (repository != null) {
        TreeSet<String> concerned = Affected.tags(repository, digest);
        concerned.forEach(each -> tags.add(name + ":" + each));
      }
    }
    return tags.subList(0, Math.min(tags.size(), MOST_ITEMS));
  }
}
