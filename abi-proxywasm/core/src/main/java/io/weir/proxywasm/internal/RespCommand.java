package io.weir.proxywasm.internal;

/**
 * Checks what a guest gives as a Redis command (RESP: an array of bulk strings). Commands are
 * pipelined, so bytes that are not exactly one would shift every later answer to another question.
 */
final class RespCommand {
  private static final int MAX_PARTS = 1 << 20;

  private final byte[] bytes;
  private int at;

  private RespCommand(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether the bytes are one command, and nothing else. */
  static boolean isOne(byte[] bytes) {
    return new RespCommand(bytes).read();
  }

  private boolean read() {
    int parts = number('*');
    if (parts < 1 || parts > MAX_PARTS) {
      return false;
    }
    for (int n = 0; n < parts; n++) {
      int length = number('$');
      if (length < 0 || length > bytes.length - at - 2) {
        return false;
      }
      at += length;
      if (!lineEnd()) {
        return false;
      }
    }
    return at == bytes.length;
  }

  /** The number of a line that begins with {@code type}, or -1. */
  private int number(char type) {
    if (at >= bytes.length || bytes[at++] != type) {
      return -1;
    }
    int first = at;
    int value = 0;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - first < 9) {
      value = value * 10 + bytes[at++] - '0';
    }
    return at > first && lineEnd() ? value : -1;
  }

  private boolean lineEnd() {
    if (at + 2 > bytes.length || bytes[at] != '\r' || bytes[at + 1] != '\n') {
      return false;
    }
    at += 2;
    return true;
  }
}
