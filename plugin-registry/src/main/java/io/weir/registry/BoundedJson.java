package io.weir.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON that strangers send, within bounds: a tree takes far more memory than its text, so
 * the number of tokens is bounded besides the depth. What two readers could take for two different
 * things is refused: a key that is there twice, something after the end. Thread-safe.
 */
public final class BoundedJson {
  /** A manifest of a thousand layers with annotations has a tenth of it. */
  static final int MAX_TOKENS = 250_000;

  private static final int MAX_DEPTH = 100;

  public static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .maxStringLength(Manifest.MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BoundedJson() {}
}
