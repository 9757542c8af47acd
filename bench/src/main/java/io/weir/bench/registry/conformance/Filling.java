package io.weir.bench.registry.conformance;

import io.weir.bench.registry.Owner;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Fills a registry with repositories that all hold the same content, and also each of the blobs
 * that the suite uses in every run, so that what it deletes is shared.
 */
final class Filling {
  private static final int AT_ONCE = 16;
  private static final byte[] EMPTY_JSON = "{}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOTHING = {};
  private static final byte[] LAYER = "the same layer everywhere".getBytes(StandardCharsets.UTF_8);

  private final Owner owner;

  Filling(Owner owner) {
    this.owner = owner;
  }

  /** Makes {@code count} repositories, each with two tags. */
  void repositories(int count) throws IOException, InterruptedException {
    Semaphore turns = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, count)
              .<Future<?>>mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            turns.acquire();
                            try {
                              repository("full/group%02d/plugin%04d".formatted(i % 50, i));
                            } finally {
                              turns.release();
                            }
                            return null;
                          }))
              .toList();
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the store cannot be filled: " + e.getCause(), e);
    }
  }

  private void repository(String name) throws IOException, InterruptedException {
    for (byte[] content : new byte[][] {EMPTY_JSON, NOTHING, LAYER}) {
      require(name, owner.pushBlob(name, Digest.sha256(content), content));
    }
    byte[] manifest = manifest().getBytes(StandardCharsets.UTF_8);
    for (String tag : new String[] {"1.0.0", "latest"}) {
      require(name, owner.pushManifest(name, tag, MediaTypes.OCI_MANIFEST, manifest));
    }
  }

  private static String manifest() {
    return """
    {"schemaVersion":2,"mediaType":"%s",\
    "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":%d},\
    "layers":[{"mediaType":"application/wasm","digest":"%s","size":%d}]}"""
        .formatted(
            MediaTypes.OCI_MANIFEST,
            Digest.sha256(EMPTY_JSON),
            EMPTY_JSON.length,
            Digest.sha256(LAYER),
            LAYER.length);
  }

  private static void require(String name, int status) throws IOException {
    if (status != 201) {
      throw new IOException(name + ": status " + status + " (expected: 201)");
    }
  }
}
