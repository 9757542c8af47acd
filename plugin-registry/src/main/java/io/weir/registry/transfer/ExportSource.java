package io.weir.registry.transfer;

import io.weir.registry.BlobTransfer;
import io.weir.registry.Fetcher;
import io.weir.registry.ReferrerSource;
import io.weir.registry.RegistryClient;
import io.weir.registry.Tagger;

/** The roles of a client that an export needs. */
record ExportSource(Fetcher fetcher, BlobTransfer blobs, ReferrerSource referrers, Tagger tags) {
  static ExportSource of(RegistryClient client) {
    return new ExportSource(client, client, client, client);
  }
}
