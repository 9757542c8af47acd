package io.weir.registry.plugin;

import io.weir.registry.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the small layers of a plugin. */
final class Documents {
  static final int MAX_TEXT = 512 << 10;

  private final BlobSource blobs;
  private final List<Problem> problems;

  Documents(BlobSource blobs, List<Problem> problems) {
    this.blobs = blobs;
    this.problems = problems;
  }

  /** The text of a layer; null, with the problem told, when it cannot be had. */
  @Nullable String text(Descriptor layer, String name) throws IOException {
    byte[] content = bytes(layer, MAX_TEXT);
    if (content == null) {
      problems.add(
          Problem.error(
              name,
              "%d bytes, or not there (expected: at most %d)".formatted(layer.size(), MAX_TEXT),
              "push a smaller one"));
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      problems.add(Problem.error(name, "not UTF-8", "save it as UTF-8"));
      return null;
    }
  }

  /** The content of a layer; null when it is larger than the limit or not there. */
  byte @Nullable [] bytes(Descriptor layer, int limit) throws IOException {
    if (layer.size() > limit) {
      return null;
    }
    try (InputStream in = blobs.open(layer)) {
      if (in == null) {
        return null;
      }
      byte[] content = in.readNBytes(limit + 1);
      return content.length > limit ? null : content;
    }
  }
}
