package io.weir.registry.store.disk;

import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.store.NewManifest;
import io.weir.registry.store.RegistryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what a registry of the first versions left: {@code
 * repos/<name>/{_blobs,_manifests}/<algorithm>/<hex>} and {@code _tags/<tag>}. Blobs become hard
 * links, so that it needs no room. All of it can be done again after a crash; only when everything
 * has come over is {@code repos} removed, and it stays, renamed, when something could not be read.
 */
final class EarlierLayout {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierLayout.class);
  private static final String MANIFESTS = "_manifests";

  private final StoreFolder folder;
  private final RegistryStore store;
  private int unread;

  private EarlierLayout(StoreFolder folder, RegistryStore store) {
    this.folder = folder;
    this.store = store;
  }

  /** Does nothing where there is nothing of that kind. */
  static void takeOver(StoreFolder folder, RegistryStore store) throws IOException {
    Path repositories = folder.root().resolve("repos");
    Path done = folder.root().resolve("repos.done");
    if (Files.isDirectory(repositories)) {
      LOG.info("{}: taking over the layout of an earlier version", repositories);
      EarlierLayout layout = new EarlierLayout(folder, store);
      layout.walk(repositories, "");
      Path to = layout.unread == 0 ? done : folder.root().resolve("repos.unread");
      Files.move(repositories, to);
      LOG.info("taken over; {} files could not be read, see {}", layout.unread, to);
    }
    if (Files.isDirectory(done)) {
      delete(done);
    }
  }

  private void walk(Path at, String name) throws IOException {
    if (!name.isEmpty()) {
      blobs(at.resolve("_blobs"), name);
      manifests(at, name);
    }
    for (Path each : children(at)) {
      String part = String.valueOf(each.getFileName());
      if (!part.startsWith("_")) {
        walk(each, name.isEmpty() ? part : name + "/" + part);
      }
    }
  }

  private void blobs(Path blobs, String repository) throws IOException {
    for (Path algorithm : children(blobs)) {
      for (Path each : children(algorithm)) {
        Digest digest = Digest.parse(algorithm.getFileName() + ":" + each.getFileName());
        Path link = folder.scratch().resolve(UUID.randomUUID().toString());
        try {
          Files.createLink(link, each);
        } catch (UnsupportedOperationException e) {
          Files.copy(each, link); // a file system without hard links
        }
        store.putBlob(repository, digest, link, Files.size(link));
      }
    }
  }

  private void manifests(Path at, String repository) throws IOException {
    Map<Digest, List<String>> tags = tags(at.resolve("_tags"));
    for (Path algorithm : children(at.resolve(MANIFESTS))) {
      for (Path each : children(algorithm)) {
        Digest digest = Digest.parse(algorithm.getFileName() + ":" + each.getFileName());
        try {
          NewManifest manifest = manifest(digest, Files.readAllBytes(each));
          store.putManifest(repository, manifest, tags.getOrDefault(digest, List.of()));
        } catch (IllegalArgumentException e) {
          unread++;
          LOG.warn("{}: not taken over: {}", each, e.getMessage());
        }
      }
    }
  }

  /** The file begins with the media type and a line feed. */
  private static NewManifest manifest(Digest digest, byte[] file) {
    int end = 0;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    String type = new String(file, 0, end, StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOfRange(file, Math.min(file.length, end + 1), file.length);
    if (!Digest.of(digest.algorithm(), content).equals(digest)) {
      throw new IllegalArgumentException("the content is not that of " + digest);
    }
    return NewManifest.of(digest, content, Manifest.read(content, type)).withRequired(List.of());
  }

  private Map<Digest, List<String>> tags(Path tags) throws IOException {
    Map<Digest, List<String>> byDigest = new HashMap<>();
    for (Path each : children(tags)) {
      try {
        Digest digest = Digest.parse(Files.readString(each).strip());
        byDigest
            .computeIfAbsent(digest, key -> new ArrayList<>())
            .add(String.valueOf(each.getFileName()));
      } catch (IllegalArgumentException e) {
        unread++;
        LOG.warn("{}: not taken over: {}", each, e.getMessage());
      }
    }
    return byDigest;
  }

  private static List<Path> children(Path at) throws IOException {
    if (!Files.isDirectory(at)) {
      return List.of();
    }
    try (var files = Files.list(at)) {
      return files.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
