package io.weir.registry.store;

import io.weir.registry.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Manifests and tags of repositories. Thread-safe; changes of one repository exclude each other, so
 * that no tag is left naming a manifest that is being deleted.
 */
public final class ManifestStore {
  private static final String MANIFESTS = "_manifests";
  private static final String TAGS = "_tags";
  private static final int STRIPES = 64;

  private final StoreFolder folder;
  private final ReferrerStore referrers;
  private final List<ReentrantLock> locks =
      IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toList();

  public ManifestStore(StoreFolder folder, ReferrerStore referrers) {
    this.folder = folder;
    this.referrers = referrers;
  }

  public boolean has(String repository, Digest digest) {
    return Files.isRegularFile(path(repository, digest));
  }

  public boolean hasRepository(String repository) {
    return Files.isDirectory(folder.in(repository, MANIFESTS));
  }

  public @Nullable StoredManifest get(String repository, Digest digest) throws IOException {
    try {
      byte[] file = Files.readAllBytes(path(repository, digest));
      return StoredManifest.fromFile(digest, file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  public @Nullable StoredManifest get(String repository, String tag) throws IOException {
    Digest digest = tagged(repository, tag);
    return digest == null ? null : get(repository, digest);
  }

  /**
   * Stores a manifest, then its place among the referrers, then its tags: whoever sees a tag can
   * read what it names.
   */
  public void put(
      String repository,
      StoredManifest manifest,
      ReferrerStore.@Nullable Referrer referrer,
      List<String> tags)
      throws IOException {
    ReentrantLock lock = lock(repository);
    lock.lock();
    try {
      folder.write(path(repository, manifest.digest()), manifest.toFile());
      if (referrer != null) {
        referrers.put(repository, referrer);
      }
      for (String tag : tags) {
        byte[] digest = manifest.digest().toString().getBytes(StandardCharsets.US_ASCII);
        folder.write(folder.in(repository, TAGS).resolve(tag), digest);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Deletes only the tag; false when it was not there. */
  public boolean deleteTag(String repository, String tag) throws IOException {
    ReentrantLock lock = lock(repository);
    lock.lock();
    try {
      return Files.deleteIfExists(folder.in(repository, TAGS).resolve(tag));
    } finally {
      lock.unlock();
    }
  }

  /** Deletes a manifest and the tags that name it; false when it was not there. */
  public boolean delete(String repository, Digest digest) throws IOException {
    ReentrantLock lock = lock(repository);
    lock.lock();
    try {
      boolean existed = Files.deleteIfExists(path(repository, digest));
      for (String tag : tags(repository)) {
        if (digest.equals(tagged(repository, tag))) {
          Files.deleteIfExists(folder.in(repository, TAGS).resolve(tag));
        }
      }
      return existed;
    } finally {
      lock.unlock();
    }
  }

  /** All tags in lexical order. */
  public List<String> tags(String repository) throws IOException {
    List<String> tags = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder.in(repository, TAGS))) {
      files.forEach(each -> tags.add(each.getFileName().toString()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    tags.sort(null);
    return tags;
  }

  private @Nullable Digest tagged(String repository, String tag) throws IOException {
    try {
      return Digest.parse(Files.readString(folder.in(repository, TAGS).resolve(tag)));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** All repositories that have had a manifest, in lexical order. */
  public List<String> repositories() throws IOException {
    List<String> names = new ArrayList<>();
    collect(folder.repositories(), "", names);
    names.sort(null);
    return names;
  }

  private static void collect(Path at, String name, List<String> names) throws IOException {
    try (var children = Files.newDirectoryStream(at)) {
      for (Path each : children) {
        String part = each.getFileName().toString();
        if (part.equals(MANIFESTS)) {
          names.add(name);
        } else if (!part.startsWith("_")) {
          collect(each, name.isEmpty() ? part : name + "/" + part, names);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private Path path(String repository, Digest digest) {
    return folder.in(repository, MANIFESTS, digest);
  }

  private ReentrantLock lock(String repository) {
    return locks.get(Math.floorMod(repository.hashCode(), STRIPES));
  }
}
