package io.weir.registry.s3;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One object of the log: a mark of its kind, who wrote it, the number of its first record and how
 * many there are, each record with its length, and a CRC-32C over all of it.
 *
 * @param writer the run of a registry that wrote it
 * @param first the number of its first record; 0 for a claim
 * @param count how many records it stands for
 * @param records the records, or none
 */
record LogBatch(Kind kind, UUID writer, long first, int count, List<byte[]> records) {
  private static final long MAGIC = 0x5745_4952_4C4F_4731L; // WEIRLOG1
  private static final int HEAD = 3 * Long.BYTES + 1 + Long.BYTES + Integer.BYTES;

  enum Kind {
    /** A writer has begun. */
    CLAIM,
    /** Records. */
    RECORDS,
    /** These records count as never written, should they be in the object before this one. */
    VOID
  }

  static LogBatch claim(UUID writer) {
    return new LogBatch(Kind.CLAIM, writer, 0, 0, List.of());
  }

  static LogBatch of(UUID writer, long first, List<byte[]> records) {
    return new LogBatch(Kind.RECORDS, writer, first, records.size(), List.copyOf(records));
  }

  /** What takes these records back. */
  LogBatch voided() {
    return new LogBatch(Kind.VOID, writer, first, count, List.of());
  }

  /** The number of the last record. */
  long last() {
    return first + count - 1;
  }

  byte[] encode() {
    int length = records.stream().mapToInt(each -> Integer.BYTES + each.length).sum();
    ByteBuffer out = ByteBuffer.allocate(HEAD + length + Integer.BYTES);
    out.putLong(MAGIC).put((byte) kind.ordinal());
    out.putLong(writer.getMostSignificantBits()).putLong(writer.getLeastSignificantBits());
    out.putLong(first).putInt(count);
    records.forEach(each -> out.putInt(each.length).put(each));
    out.putInt(sum(out.array(), out.position()));
    return out.array();
  }

  /**
   * @param where the object's name, for errors
   * @throws IOException when it is not what was written
   */
  static LogBatch decode(String where, byte[] bytes) throws IOException {
    try {
      return decode(bytes);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new IOException(
          where + ": damaged (" + e.getMessage() + "); restore the object from a backup", e);
    }
  }

  private static LogBatch decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int end = bytes.length - Integer.BYTES;
    if (end < HEAD || in.getLong() != MAGIC || in.getInt(end) != sum(bytes, end)) {
      throw new IllegalArgumentException("expected: a log object with the right CRC-32C");
    }
    Kind kind = Kind.values()[in.get()];
    UUID writer = new UUID(in.getLong(), in.getLong());
    long first = in.getLong();
    int count = in.getInt();
    List<byte[]> records = new ArrayList<>();
    while (in.position() < end) {
      byte[] record = new byte[in.getInt()];
      in.get(record);
      records.add(record);
    }
    return new LogBatch(kind, writer, first, count, records);
  }

  private static int sum(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }
}
