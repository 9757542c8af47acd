package io.weir.registry;

import io.weir.registry.PullException.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .tar.gz} of a plugin image. Nothing is unpacked to disk, so no entry's path matters;
 * what is inflated is bounded.
 */
public final class PluginArchive {
  static final String MODULE = "plugin.wasm";
  private static final int MAX_ENTRIES = 10_000;
  private static final int GZIP_MAGIC = 0x1f8b;

  private PluginArchive() {}

  /**
   * The first regular file whose base name is {@code plugin.wasm}.
   *
   * @param archive a tar, compressed by gzip or not
   * @param limit the most bytes of the module
   * @param what the archive's name in messages
   */
  static byte[] module(byte[] archive, int limit, String what) {
    try (TarArchiveInputStream tar = tar(new ByteArrayInputStream(archive), most(limit))) {
      TarArchiveEntry entry = find(tar);
      if (entry != null) {
        return content(tar, entry, limit, what);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw bad(what + ": not a readable tar.gz (" + e.getMessage() + ")");
    }
    throw bad(what + ": no file " + MODULE + " in the archive");
  }

  /**
   * The same as a stream, which ends with the file. It may inflate to twice the limit before it
   * fails.
   *
   * @param archive a tar, compressed by gzip or not; stays the caller's
   * @param limit the most bytes of the module
   * @return null when there is no such file
   * @throws IOException when it is not such an archive, or inflates to too much
   */
  public static @Nullable InputStream open(InputStream archive, int limit) throws IOException {
    try {
      TarArchiveInputStream tar = tar(archive, most(limit));
      return find(tar) == null ? null : tar;
    } catch (IllegalArgumentException e) { // a header that makes no sense
      throw new IOException(e.getMessage(), e);
    }
  }

  private static long most(int limit) {
    return 2L * limit + (1 << 20);
  }

  private static TarArchiveInputStream tar(InputStream archive, long most) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(archive, 64 << 10);
    raw.mark(2);
    boolean gzip = ((raw.read() << 8) | raw.read()) == GZIP_MAGIC;
    raw.reset();
    InputStream plain = gzip ? new GZIPInputStream(raw, 64 << 10) : raw;
    return new TarArchiveInputStream(
        new BufferedInputStream(new LimitedInputStream(plain, most, "it inflates to too much")));
  }

  private static @Nullable TarArchiveEntry find(TarArchiveInputStream tar) throws IOException {
    TarArchiveEntry entry = tar.getNextEntry();
    for (int count = 0; entry != null && count < MAX_ENTRIES; count++) {
      if (isModule(entry)) {
        return entry;
      }
      entry = tar.getNextEntry();
    }
    return null;
  }

  private static boolean isModule(TarArchiveEntry entry) {
    String name = entry.getName();
    String base = name.substring(name.lastIndexOf('/') + 1);
    return entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && base.equals(MODULE);
  }

  private static byte[] content(
      TarArchiveInputStream tar, TarArchiveEntry entry, int limit, String what) throws IOException {
    if (entry.getSize() > limit) {
      throw bad(
          "%s: %s has %d bytes (expected: at most %d)"
              .formatted(what, MODULE, entry.getSize(), limit));
    }
    byte[] content = tar.readNBytes((int) entry.getSize());
    if (content.length != entry.getSize()) {
      throw bad(what + ": cut short within " + MODULE);
    }
    return content;
  }

  /** A {@code tar.gz} of the one file {@code plugin.wasm}; the same bytes for the same module. */
  static byte[] pack(byte[] wasm) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(wasm.length / 2 + 1024);
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      TarArchiveEntry entry = new TarArchiveEntry(MODULE);
      entry.setSize(wasm.length);
      entry.setModTime(0);
      tar.putArchiveEntry(entry);
      tar.write(wasm);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static RegistryException bad(String what) {
    return new RegistryException(Reason.NOT_A_PLUGIN, what, "build and push it again");
  }
}
