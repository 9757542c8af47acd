package io.weir.host.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
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

  /** The objects of one kind with the digest of each. */
  private record Section<T>(List<T> objects, List<byte[]> digests) {}

  /** A strong tag, with the quotes. */
  String of(GatewayConfig config) {
    MessageDigest digest = Digests.sha256();
    digest.update(Digests.sha256(bytes(GatewayWriter.gateway(config.gateway()))));
    for (ObjectKind<?> kind : ObjectKind.ALL) {
      List<byte[]> digests = digests(kind, config);
      digest.update(bytes(kind.label() + digests.size()));
      digests.forEach(digest::update);
    }
    return '"' + HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES) + '"';
  }

  private <T> List<byte[]> digests(ObjectKind<T> kind, GatewayConfig config) {
    @SuppressWarnings("unchecked") // put below, under its own kind
    Section<T> before =
        (Section<T>) sections.getOrDefault(kind, new Section<>(List.<T>of(), List.of()));
    List<T> objects = kind.list(config);
    if (objects == before.objects) {
      return before.digests;
    }
    ListDiff diff = ListDiff.of(before.objects, objects);
    List<byte[]> digests = new ArrayList<>(before.digests.subList(0, diff.from()));
    diff.added(objects).forEach(o -> digests.add(Digests.sha256(bytes(kind.toJson(o)))));
    digests.addAll(before.digests.subList(diff.beforeEnd(), before.digests.size()));
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
