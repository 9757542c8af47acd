package io.weir.registry.store.disk;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How a record lies in a file: its length, a CRC-32C, its number, how many records of its group
 * came before it, and its bytes. A group is what was forced to the disk at once; so a record proves
 * that all before its group were. The CRC begins with a number of the file's own, so that nobody
 * can push something that looks like a record.
 */
final class Frames {
  static final int HEADER = 4 + 4 + 8 + 4;
  static final int MAX_RECORD = 64 << 20;
  private static final int CHECKED_FROM = 8;

  /**
   * A record as it was read.
   *
   * @param number of the record
   * @param group the number of its group's first record
   * @param content valid until the next is read
   */
  record Frame(long number, long group, ByteBuffer content) {
    int length() {
      return HEADER + content.limit();
    }
  }

  private final long salt;

  Frames(long salt) {
    this.salt = salt;
  }

  /** One group, the first record of which is {@code first}. */
  ByteBuffer group(long first, List<byte[]> records) {
    int length = records.stream().mapToInt(each -> HEADER + each.length).sum();
    ByteBuffer out = ByteBuffer.allocate(length);
    for (int i = 0; i < records.size(); i++) {
      put(out, first + i, i, records.get(i));
    }
    return out.flip();
  }

  private void put(ByteBuffer out, long number, int inGroup, byte[] record) {
    int start = out.position();
    out.putInt(record.length).putInt(0).putLong(number).putInt(inGroup).put(record);
    out.putInt(start + 4, crc(out, start, record.length));
  }

  /**
   * Whether a whole record lies at {@code at}.
   *
   * @param in from index 0 to its limit
   */
  boolean isFrame(ByteBuffer in, int at) {
    if (in.limit() - at < HEADER) {
      return false;
    }
    int length = in.getInt(at);
    return length > 0
        && length <= in.limit() - at - HEADER
        && in.getInt(at + 4) == crc(in, at, length);
  }

  /** The record at {@code at}, where {@link #isFrame} holds. */
  static Frame frame(ByteBuffer in, int at) {
    long number = in.getLong(at + CHECKED_FROM);
    int inGroup = in.getInt(at + CHECKED_FROM + Long.BYTES);
    return new Frame(number, number - inGroup, in.slice(at + HEADER, in.getInt(at)));
  }

  private int crc(ByteBuffer in, int at, int length) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
    crc.update(in.slice(at, 4));
    crc.update(in.slice(at + CHECKED_FROM, HEADER - CHECKED_FROM + length));
    return (int) crc.getValue();
  }
}
