package io.weir.registry.transfer;

import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Fetcher.Fetched;
import io.weir.registry.Manifest;
import io.weir.registry.PullException.Reason;
import io.weir.registry.Reference;
import io.weir.registry.RegistryClient;
import io.weir.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes artifacts to a file with all that belongs to them: every platform, referrers of each
 * manifest, and the tags under which cosign 2 keeps signatures. Blobs stream through: what stays in
 * memory is a digest for each. Not thread-safe; blocking.
 */
public final class Exporter {
  private static final List<String> COSIGN = List.of(".sig", ".att", ".sbom");
  private static final int MAX_DEPTH = 8;

  private final ExportSource source;
  private final ArchiveWriter archive;
  private final boolean severalRepositories;
  private final Set<String> entered = new HashSet<>();
  private final Map<String, Set<String>> tags = new HashMap<>();
  private final List<String> references = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Exporter(ExportSource source, ArchiveWriter archive, boolean severalRepositories) {
    this.source = source;
    this.archive = archive;
    this.severalRepositories = severalRepositories;
  }

  /**
   * Exports {@code references}, all of one registry.
   *
   * @param file written under another name until it is whole
   * @throws RegistryException when the registry cannot give what is named
   * @throws IOException when the file cannot be written
   */
  public static Transferred export(
      RegistryClient client, Collection<Reference> references, Path file) throws IOException {
    boolean several = references.stream().map(Reference::repository).distinct().count() > 1;
    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      Exporter exporter = new Exporter(ExportSource.of(client), archive, several);
      for (Reference each : references) {
        exporter.root(each);
      }
      archive.finish();
      return new Transferred(
          exporter.references,
          archive.manifests(),
          archive.blobs(),
          archive.bytes(),
          exporter.missing);
    }
  }

  private void root(Reference reference) throws IOException {
    Fetched fetched = source.fetcher().fetchManifest(reference);
    String target = reference.target();
    if (!entered.add(reference.repository() + " " + target)) {
      return;
    }
    references.add(reference.toString());
    archive.entry(named(fetched, reference));
    walk(reference, fetched, 0);
  }

  private Descriptor named(Fetched fetched, Reference reference) {
    Map<String, String> names = new HashMap<>();
    names.put(ImageLayout.REPOSITORY, reference.repository());
    String tag = reference.digest() == null ? reference.target() : reference.tag();
    if (tag != null) {
      names.put(
          ImageLayout.REF_NAME, severalRepositories ? reference.repository() + ":" + tag : tag);
      names.put(ImageLayout.IMAGE_NAME, reference.withTag(tag).toString());
    }
    Descriptor found = fetched.descriptor();
    return new Descriptor(
        found.mediaType(),
        found.digest(),
        found.size(),
        null,
        fetched.manifest().effectiveArtifactType(),
        names);
  }

  private void walk(Reference reference, Fetched fetched, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new RegistryException(
          Reason.REGISTRY_ERROR,
          reference + ": manifests within manifests more than " + MAX_DEPTH + " deep",
          "export its parts by themselves",
          null);
    }
    Digest digest = fetched.descriptor().digest();
    switch (fetched.manifest()) {
      case Manifest.Image image -> blobs(reference, image);
      case Manifest.Index index -> children(reference, index, depth);
    }
    archive.manifest(digest, fetched.bytes());
    attached(reference, digest, depth);
  }

  private void blobs(Reference reference, Manifest.Image image) throws IOException {
    List<Descriptor> all = new ArrayList<>(image.layers());
    all.add(image.config());
    for (Descriptor each : all) {
      if (archive.has(each.digest())) {
        continue;
      }
      if (isElsewhere(each) && !source.blobs().hasBlob(reference, each.digest())) {
        missing.add("blob " + each.digest() + " of " + reference + ", " + each.mediaType());
        continue;
      }
      archive.blob(each, out -> source.blobs().copyBlob(reference, each, out));
    }
  }

  /** Layers that may not be distributed are not in most registries. */
  private static boolean isElsewhere(Descriptor layer) {
    return layer.mediaType().contains("nondistributable") || layer.mediaType().contains("foreign");
  }

  private void children(Reference reference, Manifest.Index index, int depth) throws IOException {
    for (Descriptor each : index.manifests()) {
      if (archive.has(each.digest())) {
        continue;
      }
      try {
        walk(reference, source.fetcher().fetchManifest(reference.at(each.digest())), depth + 1);
      } catch (RegistryException e) {
        if (e.reason() != Reason.NOT_FOUND) {
          throw e;
        }
        missing.add("manifest " + each.digest() + " of " + reference);
      }
    }
  }

  /** What refers to {@code subject}, by the referrers API and by cosign's tags. */
  private void attached(Reference reference, Digest subject, int depth) throws IOException {
    for (Descriptor each : source.referrers().referrers(reference, subject)) {
      attachment(reference.at(each.digest()), depth);
    }
    String stem = subject.algorithm().label() + "-" + subject.hex();
    for (String suffix : COSIGN) {
      if (tags(reference).contains(stem + suffix)) {
        attachment(reference.withTag(stem + suffix), depth);
      }
    }
  }

  private void attachment(Reference reference, int depth) throws IOException {
    if (!entered.add(reference.repository() + " " + reference.target())) {
      return;
    }
    Fetched fetched = source.fetcher().fetchManifest(reference);
    archive.entry(named(fetched, reference));
    walk(reference, fetched, depth + 1);
  }

  private Set<String> tags(Reference reference) {
    return tags.computeIfAbsent(
        reference.repository(), any -> Set.copyOf(source.tags().tags(reference)));
  }
}
