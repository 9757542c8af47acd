package io.weir.bench.registry.clients;

import io.weir.registry.Digest;
import java.util.Map;

/** Samples that are put into the registry by plain requests. */
final class Pushed {
  private Pushed() {}

  static void sample(Site site, String repository, Sample sample) throws Exception {
    for (Map.Entry<Digest, byte[]> each : sample.blobs().entrySet()) {
      Site.requireEqual(201, site.owner().pushBlob(repository, each.getKey(), each.getValue()));
    }
    Site.requireEqual(
        201,
        site.owner().pushManifest(repository, Sample.TAG, sample.mediaType(), sample.manifest()));
  }
}
