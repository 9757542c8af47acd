package io.weir.proxywasm.internal;

import io.weir.proxywasm.LogLevel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a guest writes to standard output or error, on its way to the log. Runtimes write a line in
 * many pieces, as Go does when it panics: pieces are joined up to a newline, and what has none
 * becomes a line when the guest returns. Whole lines of one write stay one entry.
 */
final class GuestOutput {
  /** The most bytes that are held back, and those of one entry. */
  static final int MAX_BYTES = VmLog.MAX_MESSAGE;

  private final VmLog log;
  private final LogLevel level;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(0);
  private int held; // bytes in pending, whose own size takes a lock: asked after each guest call

  GuestOutput(VmLog log, LogLevel level) {
    this.log = log;
    this.level = level;
  }

  /** How many more bytes {@link #write} takes; at least 1. */
  int room() {
    return MAX_BYTES - held;
  }

  /**
   * Takes over what the guest has written.
   *
   * @param bytes at most {@link #room} of them
   */
  void write(byte[] bytes) {
    if (!log.wants(level)) {
      drop();
      return;
    }
    int lines = lastNewline(bytes) + 1;
    if (lines > 0) {
      hold(bytes, 0, lines - 1);
      flush();
    }
    hold(bytes, lines, bytes.length - lines);
    if (room() <= 0) {
      flush();
    }
  }

  private static int lastNewline(byte[] bytes) {
    int at = bytes.length - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }

  private void hold(byte[] bytes, int from, int length) {
    pending.write(bytes, from, length);
    held += length;
  }

  private void drop() {
    pending.reset();
    held = 0;
  }

  /** Logs what is held back; an empty line is none. */
  void flush() {
    if (held == 0) {
      return;
    }
    String text = pending.toString(StandardCharsets.UTF_8);
    drop();
    log.log(level, text);
  }
}
