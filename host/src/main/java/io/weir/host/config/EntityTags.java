package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Makes entity tags of configurations: a digest of the digests of their objects, of which those of
 * the last configuration are remembered, so that the tag after a change of one object costs little.
 * Equal contents have equal tags, in every process. For one thread.
 */
final class EntityTags {
  private static final int TAG_BYTES = 16;

  private final Map<ObjectKind<?>, Section<?>> sections = new HashMap<>();

  /**
   * The objects of one kind.
   *
   * @param digests those of the objects, cut to the length of a tag, one behind the other: they go
   *     through the digest of the whole in one piece
   */
  private record Section<T>(List<T> objects, byte[] digests) {}

  /** A strong tag, with the quotes. */
  String of(GatewayConfig config) {
    MessageDigest digest = Digests.sha256();
    digest.update(Digests.sha256(bytes(GatewayWriter.gateway(config.gateway()))));
    for (ObjectKind<?> kind : ObjectKind.ALL) {
      byte[] digests = digests(kind, config);
      digest.update(bytes(kind.label() + digests.length / TAG_BYTES));
      digest.update(digests);
    }
    return '"' + HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES) + '"';
  }

  private <T> byte[] digests(ObjectKind<T> kind, GatewayConfig config) {
    @SuppressWarnings("unchecked") // put below, under its own kind
    Section<T> before =
        (Section<T>) sections.getOrDefault(kind, new Section<>(List.<T>of(), new byte[0]));
    List<T> objects = kind.list(config);
    if (objects == before.objects) {
      return before.digests;
    }
    ListDiff diff = ListDiff.of(before.objects, objects);
    byte[] digests = new byte[objects.size() * TAG_BYTES];
    System.arraycopy(before.digests, 0, digests, 0, diff.from() * TAG_BYTES);
    int at = diff.from() * TAG_BYTES;
    for (T object : diff.added(objects)) {
      System.arraycopy(Digests.sha256(bytes(kind.toJson(object))), 0, digests, at, TAG_BYTES);
      at += TAG_BYTES;
    }
    int rest = diff.beforeEnd() * TAG_BYTES;
    System.arraycopy(before.digests, rest, digests, at, before.digests.length - rest);
    sections.put(kind, new Section<>(objects, digests));
    return digests;
  }

  private static byte[] bytes(ObjectNode json) {
    return bytes(json.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
