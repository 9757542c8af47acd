package io.weir.proxywasm.engine;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * The SHA-256 of a file's pieces, and of these digests together. Pieces are hashed at once by all
 * processors: the code of a large Go plugin has 25 MB, and a start waits for it.
 */
final class PieceDigest {
  private static final int PIECE = 2 << 20;

  private PieceDigest() {}

  /**
   * Any thread; uses the common pool. {@code content} is left as it is.
   *
   * @return hex digits
   */
  static String of(ByteBuffer content) {
    int pieces = (content.remaining() + PIECE - 1) / PIECE;
    byte[][] digests =
        IntStream.range(0, pieces)
            .parallel()
            .mapToObj(piece -> digest(content, piece))
            .toArray(byte[][]::new);
    MessageDigest all = sha256();
    for (byte[] digest : digests) {
      all.update(digest);
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static byte[] digest(ByteBuffer content, int piece) {
    int start = piece * PIECE;
    int length = Math.min(PIECE, content.remaining() - start);
    MessageDigest digest = sha256();
    digest.update(content.slice(content.position() + start, length));
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
