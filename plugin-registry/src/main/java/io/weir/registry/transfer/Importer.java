package io.weir.registry.transfer;

import io.weir.registry.Descriptor;
import io.weir.registry.Manifest;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings an image layout to a registry: content first, then manifests, tags last. All of it is
 * verified before any of it is sent. Not thread-safe; blocking.
 */
public final class Importer {
  private static final int MAX_DEPTH = 16;

  private final RegistryClient client;
  private final ArchiveReader archive;
  private final Set<String> done = new HashSet<>();
  private final List<String> references = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private int manifests;
  private int blobs;
  private long bytes;

  private Importer(RegistryClient client, ArchiveReader archive) {
    this.client = client;
    this.archive = archive;
  }

  /**
   * Imports all that the archive names.
   *
   * @throws IOException when the archive is none, damaged or cannot be read
   * @throws RegistryException when the registry refuses
   * @throws IllegalArgumentException when nothing says which repository is meant
   */
  public static Transferred importAll(RegistryClient client, Path file, ImportTarget target)
      throws IOException {
    try (ArchiveReader archive = new ArchiveReader(file)) {
      Importer importer = new Importer(client, archive);
      List<Descriptor> named = archive.named();
      archive.verify();
      for (Descriptor each : named) {
        importer.root(target.reference(each), each);
      }
      return new Transferred(
          importer.references,
          importer.manifests,
          importer.blobs,
          importer.bytes,
          importer.missing);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void root(Reference reference, Descriptor entry) throws IOException {
    byte[] content = archive.manifest(entry.digest());
    push(reference.at(entry.digest()), entry, content, 0);
    if (reference.tag() != null) {
      client.pushManifest(reference, entry.mediaType(), content);
      references.add(reference.toString());
    } else {
      references.add(reference.at(entry.digest()).toString());
    }
  }

  private void push(Reference reference, Descriptor entry, byte[] content, int depth)
      throws IOException {
    if (depth > MAX_DEPTH || !done.add(reference.toString())) {
      return;
    }
    Manifest manifest = read(entry, content);
    switch (manifest) {
      case Manifest.Image image -> {
        for (Descriptor each : image.layers()) {
          blob(reference, each);
        }
        blob(reference, image.config());
      }
      case Manifest.Index index -> {
        for (Descriptor each : index.manifests()) {
          child(reference, each, depth);
        }
      }
    }
    String type = entry.mediaType().isEmpty() ? manifest.mediaType() : entry.mediaType();
    client.pushManifest(reference, type, content);
    manifests++;
    bytes += content.length;
  }

  private static Manifest read(Descriptor entry, byte[] content) throws IOException {
    try {
      return Manifest.read(content, entry.mediaType());
    } catch (IllegalArgumentException e) {
      throw new IOException(entry.digest() + ": " + e.getMessage(), e);
    }
  }

  private void child(Reference reference, Descriptor each, int depth) throws IOException {
    if (!archive.has(each.digest())) {
      missing.add("manifest " + each.digest() + " of " + reference);
      return;
    }
    push(reference.at(each.digest()), each, archive.manifest(each.digest()), depth + 1);
  }

  private void blob(Reference reference, Descriptor blob) throws IOException {
    if (!done.add(reference.repository() + " " + blob.digest())) {
      return;
    }
    if (!archive.has(blob.digest())) {
      missing.add("blob " + blob.digest() + " of " + reference);
      return;
    }
    if (archive.size(blob.digest()) != blob.size()) {
      throw new IOException(
          "%s: the archive holds %d bytes (expected: %d, by its manifest)"
              .formatted(blob.digest(), archive.size(blob.digest()), blob.size()));
    }
    client.pushBlob(reference, blob, () -> archive.blob(blob.digest()));
    blobs++;
    bytes += blob.size();
  }
}
