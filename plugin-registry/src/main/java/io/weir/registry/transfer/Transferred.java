package io.weir.registry.transfer;

import java.util.List;

/**
 * What an export or import moved.
 *
 * @param references what was named: {@code registry/repository:tag} or {@code @digest}
 * @param manifests how many, indexes and referrers among them
 * @param blobs how many
 * @param bytes of manifests and blobs
 * @param missing what manifests name and the source has not got; it was left out
 */
public record Transferred(
    List<String> references, int manifests, int blobs, long bytes, List<String> missing) {
  public Transferred {
    references = List.copyOf(references);
    missing = List.copyOf(missing);
  }
}
