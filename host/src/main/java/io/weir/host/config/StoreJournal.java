package io.weir.host.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Changes since a configuration was written as a whole: one line each, with a checksum, and a line
 * {@code ok} after those that count. What a crash leaves behind the last {@code ok} is cut off when
 * the journal is opened. Not thread-safe.
 *
 * <p>The file is longer than what is in it, the rest is zeros: where a write does not change the
 * length, the file system has nothing but the write to bring to the disk.
 */
final class StoreJournal implements AutoCloseable {
  private static final String OK = "ok\n";

  /** A journal before it has its name. */
  private static final String NEXT = "gateway.next.journal";

  /** By how much the file grows, in bytes: some hundred changes. */
  private static final int RESERVE = 256 << 10;

  private final FileChannel channel;
  private final List<String> lines = new ArrayList<>();
  private long committed;

  /** The length of the file. */
  private long reserved;

  private String staged = "";

  private StoreJournal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * A new one with {@code lines}, on the disk when this returns. It takes the place of another in
   * {@code file} at once: a crash leaves one or the other whole.
   */
  static StoreJournal create(Path file, List<String> lines) throws IOException {
    Path next = file.resolveSibling(NEXT);
    StoreJournal journal = new StoreJournal(PrivateFiles.create(next));
    try {
      for (String line : lines) {
        journal.stage(line);
        journal.accept();
      }
      journal.channel.force(true);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      return journal;
    } catch (IOException e) {
      journal.close();
      throw e;
    }
  }

  /** The one in {@code file}, to be continued. */
  static StoreJournal open(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    StoreJournal journal =
        new StoreJournal(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    int at = 0;
    while (true) {
      int end = text.indexOf('\n', at);
      if (end < 0 || !text.startsWith(OK, end + 1) || end - at < 9) {
        break;
      }
      String line = utf8(text.substring(at + 9, end));
      if (!text.substring(at, at + 9).equals(checksum(line) + " ")) {
        break;
      }
      journal.lines.add(line);
      at = end + 1 + OK.length();
    }
    journal.cut(at);
    return journal;
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String checksum(String line) {
    CRC32 crc = new CRC32();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** The changes that count. */
  List<String> lines() {
    return lines;
  }

  /** In bytes. */
  long size() {
    return committed;
  }

  /** Writes a change that does not count yet, over what a write that failed has left. */
  void stage(String line) throws IOException {
    staged = line;
    channel.position(committed);
    write(checksum(line) + " " + line + "\n");
  }

  /** What was staged counts, and is on the disk when this returns. */
  void commit() throws IOException {
    accept();
    channel.force(false);
  }

  private void accept() throws IOException {
    write(OK);
    committed = channel.position();
    lines.add(staged);
  }

  /** What was staged is forgotten. */
  void discard() throws IOException {
    cut(committed);
  }

  private void cut(long length) throws IOException {
    channel.truncate(length).position(length);
    committed = length;
    reserved = length;
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    reserve(channel.position() + bytes.remaining());
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void reserve(long end) throws IOException {
    if (end <= reserved) {
      return;
    }
    ByteBuffer zeros = ByteBuffer.allocate((int) (end - reserved) + RESERVE);
    while (zeros.hasRemaining()) {
      reserved += channel.write(zeros, reserved);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
