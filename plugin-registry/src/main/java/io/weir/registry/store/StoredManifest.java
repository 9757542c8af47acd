package io.weir.registry.store;

import io.weir.registry.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A manifest as it was pushed.
 *
 * @param mediaType what it was pushed as
 * @param digest over {@code content}
 * @param content the exact bytes
 */
@SuppressWarnings("ArrayRecordComponent") // the digest is its identity
public record StoredManifest(String mediaType, Digest digest, byte[] content) {

  public byte[] toFile() {
    byte[] head = (mediaType + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] file = Arrays.copyOf(head, head.length + content.length);
    System.arraycopy(content, 0, file, head.length, content.length);
    return file;
  }

  public static StoredManifest fromFile(Digest digest, byte[] file) {
    int end = 0;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    String mediaType = new String(file, 0, end, StandardCharsets.US_ASCII);
    int start = Math.min(file.length, end + 1);
    return new StoredManifest(mediaType, digest, Arrays.copyOfRange(file, start, file.length));
  }
}
