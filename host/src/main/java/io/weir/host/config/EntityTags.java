package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Makes entity tags of configurations: a digest of digests of blocks of objects, of which those of
 * the last configuration are remembered, so that the tag after a change of one object costs little,
 * and little memory. Equal contents have equal tags, in every process. For one thread.
 */
final class EntityTags {
  private static final int TAG_BYTES = 16;

  /** How many objects share a digest. */
  private static final int BLOCK = 64;

  private final Map<ObjectKind<?>, Section<?>> sections = new HashMap<>();

  /** The objects of one kind with their digests, which are changed in place. */
  private static final class Section<T> {
    List<T> objects = List.of();

    /** Of each object, one behind the other, and room for more. */
    byte[] digests = {};

    /** Of each block of them, and room for more. */
    byte[] blocks = {};
  }

  /** A strong tag, with the quotes. */
  String of(GatewayConfig config) {
    MessageDigest digest = Digests.sha256();
    digest.update(Digests.sha256(bytes(GatewayWriter.gateway(config.gateway()))));
    for (ObjectKind<?> kind : ObjectKind.ALL) {
      byte[] blocks = blocks(kind, config);
      int size = kind.list(config).size();
      digest.update(bytes(kind.label() + size));
      digest.update(blocks, 0, blocksOf(size) * TAG_BYTES);
    }
    return '"' + HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES) + '"';
  }

  private <T> byte[] blocks(ObjectKind<T> kind, GatewayConfig config) {
    @SuppressWarnings("unchecked") // put here, under its own kind
    Section<T> section = (Section<T>) sections.computeIfAbsent(kind, k -> new Section<T>());
    List<T> before = section.objects;
    List<T> objects = kind.list(config);
    if (objects == before) {
      return section.blocks;
    }
    ListDiff diff = ListDiff.of(before, objects);
    byte[] added = digests(kind, diff.added(objects));
    section.digests = room(section.digests, objects.size());
    System.arraycopy(
        section.digests,
        diff.beforeEnd() * TAG_BYTES,
        section.digests,
        diff.afterEnd() * TAG_BYTES,
        (before.size() - diff.beforeEnd()) * TAG_BYTES);
    System.arraycopy(added, 0, section.digests, diff.from() * TAG_BYTES, added.length);
    section.objects = objects;
    section.blocks = room(section.blocks, blocksOf(objects.size()));
    boolean moved = before.size() != objects.size();
    int end = blocksOf(moved ? objects.size() : diff.afterEnd());
    for (int block = diff.from() / BLOCK; block < end; block++) {
      digest(section, block);
    }
    return section.blocks;
  }

  private static <T> byte[] digests(ObjectKind<T> kind, List<T> objects) {
    byte[] digests = new byte[objects.size() * TAG_BYTES];
    int at = 0;
    for (T object : objects) {
      System.arraycopy(Digests.sha256(bytes(kind.toJson(object))), 0, digests, at, TAG_BYTES);
      at += TAG_BYTES;
    }
    return digests;
  }

  private static void digest(Section<?> section, int block) {
    int from = block * BLOCK;
    int to = Math.min(section.objects.size(), from + BLOCK);
    MessageDigest digest = Digests.sha256();
    digest.update(section.digests, from * TAG_BYTES, (to - from) * TAG_BYTES);
    System.arraycopy(digest.digest(), 0, section.blocks, block * TAG_BYTES, TAG_BYTES);
  }

  private static int blocksOf(int objects) {
    return (objects + BLOCK - 1) / BLOCK;
  }

  /** {@code tags} with room for {@code count}, and for some more where it has to grow. */
  private static byte[] room(byte[] tags, int count) {
    int length = count * TAG_BYTES;
    return length <= tags.length ? tags : Arrays.copyOf(tags, length + length / 4);
  }

  private static byte[] bytes(ObjectNode json) {
    return bytes(json.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
