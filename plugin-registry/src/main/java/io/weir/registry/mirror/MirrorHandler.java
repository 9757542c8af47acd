package io.weir.registry.mirror;

import io.weir.registry.config.MirrorConfig;
import io.weir.registry.distribution.Endpoint;
import io.weir.registry.distribution.PushReview;
import io.weir.registry.http.RegistryHandler;
import io.weir.registry.http.RegistryRequest;
import io.weir.registry.http.RegistryResponse;
import io.weir.registry.store.RegistryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The distribution API with repositories of other registries in it, by prefix. What is not below a
 * prefix is answered by the handler behind it. Thread-safe; blocks.
 */
public final class MirrorHandler implements RegistryHandler, AutoCloseable {
  private final List<Mirror> mirrors = new ArrayList<>();
  private final RegistryHandler here;

  /**
   * @param folder for blobs on their way; emptied, and of the file system of the store
   * @param maxBlobBytes the largest blob that is fetched
   * @param review looks at what has come from a remote
   * @param here answers from {@code store}
   * @throws IllegalArgumentException when two mirrors have one prefix, or a CA file is unreadable
   * @throws IOException when the folder cannot be used
   */
  public MirrorHandler(
      List<MirrorConfig> configs,
      RegistryStore store,
      Path folder,
      long maxBlobBytes,
      PushReview review,
      RegistryHandler here)
      throws IOException {
    this.here = here;
    Arrivals arrivals = new Arrivals(store, review);
    Set<String> prefixes = new HashSet<>();
    for (MirrorConfig each : configs) {
      if (!prefixes.add(each.prefix())) {
        throw new IllegalArgumentException(
            "mirrors: two have the prefix " + each.prefix() + " (expected: one each)");
      }
    }
    if (!configs.isEmpty()) {
      empty(folder);
    }
    for (MirrorConfig each : configs) {
      Remote remote = new Remote(each);
      mirrors.add(
          new Mirror(
              remote,
              new MirroredManifests(remote, store, arrivals),
              new MirroredBlobs(remote, store, arrivals, folder, maxBlobBytes),
              here));
    }
  }

  private static void empty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each); // left by a server that was stopped in the middle
      }
    }
  }

  @Override
  public RegistryResponse handle(RegistryRequest request) throws IOException {
    if (!mirrors.isEmpty() && Endpoint.parse(request.path()) instanceof Endpoint.InRepository at) {
      for (Mirror each : mirrors) {
        if (each.covers(at.repository())) {
          return each.handle(request, at);
        }
      }
    }
    return here.handle(request);
  }

  @Override
  public void close() {
    mirrors.forEach(Mirror::close);
  }
}
