package io.weir.registry;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plugin as it will lie in a registry: every byte and digest, before anything is sent. */
public final class PluginImage {
  private final List<Content> blobs;
  private final List<Content> children;
  private final Content top;

  /** Bytes and what they are. */
  @SuppressWarnings("ArrayRecordComponent") // the descriptor's digest is its identity
  record Content(Descriptor descriptor, byte[] bytes) {
    static Content of(String mediaType, byte[] bytes) {
      return new Content(Descriptor.of(mediaType, bytes), bytes);
    }
  }

  /**
   * @param blobs configurations and layers
   * @param children the manifests of an index; empty without one
   * @param top what the tag will name
   */
  PluginImage(List<Content> blobs, List<Content> children, Content top) {
    this.blobs = List.copyOf(blobs);
    this.children = List.copyOf(children);
    this.top = top;
  }

  /** What the tag names. */
  public Descriptor descriptor() {
    return top.descriptor();
  }

  /** The manifests beneath the index; empty when there is none. */
  public List<Descriptor> manifests() {
    return children.stream().map(Content::descriptor).toList();
  }

  /** The configurations and layers, each once. */
  public List<Descriptor> blobs() {
    return blobs.stream().map(Content::descriptor).toList();
  }

  /**
   * A configuration, layer or manifest of it; not copied, not to be changed.
   *
   * @return null when nothing of it has that digest
   */
  public byte @Nullable [] content(Digest digest) {
    return Stream.of(blobs, children, List.of(top))
        .flatMap(List::stream)
        .filter(each -> each.descriptor().digest().equals(digest))
        .findFirst()
        .map(Content::bytes)
        .orElse(null);
  }

  /** The bytes of all of it. */
  public long size() {
    long size = top.descriptor().size();
    for (Content each : blobs) {
      size += each.descriptor().size();
    }
    for (Content each : children) {
      size += each.descriptor().size();
    }
    return size;
  }

  /**
   * Sends it and lets {@code reference} name it: content first, the tag last.
   *
   * @return the digest that the tag names
   * @throws RegistryException when the registry refuses
   */
  public Digest push(Pusher pusher, Reference reference) {
    for (Content each : blobs) {
      pusher.pushBlob(reference, each.descriptor().mediaType(), each.bytes());
    }
    for (Content each : children) {
      pusher.pushManifest(
          reference.at(each.descriptor().digest()), each.descriptor().mediaType(), each.bytes());
    }
    return tag(pusher, reference);
  }

  /** Lets {@code reference} name it, which has been pushed to the same repository. */
  public Digest tag(Pusher pusher, Reference reference) {
    return pusher.pushManifest(reference, top.descriptor().mediaType(), top.bytes());
  }
}
