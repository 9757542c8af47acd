package io.weir.registry.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.Manifest;
import io.weir.registry.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/** Reads an image layout in a tar, at any place of it. Names are looked up, never used as paths. */
final class ArchiveReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_MARKER = 4096;

  private final Path file;
  private final TarFile tar;
  private final Map<String, TarArchiveEntry> entries = new HashMap<>();

  /**
   * @throws IOException when it is no tar of an image layout, saying why
   */
  ArchiveReader(Path file) throws IOException {
    this.file = file;
    this.tar = open(file);
    for (TarArchiveEntry each : tar.getEntries()) {
      if (each.isFile()) {
        entries.put(each.getName().replaceFirst("^\\./", ""), each);
      }
    }
    JsonNode marker = JSON.readTree(bytes(ImageLayout.MARKER, MAX_MARKER));
    if (!marker.path("imageLayoutVersion").asText("").equals(ImageLayout.VERSION)) {
      throw new IOException(
          file + ": imageLayoutVersion: " + marker + " (expected: " + ImageLayout.VERSION + ")");
    }
  }

  private static TarFile open(Path file) throws IOException {
    try {
      return new TarFile(file);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": not a tar archive (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Hashes all content.
   *
   * @throws IOException naming what is not what its name says
   */
  void verify() throws IOException {
    for (TarArchiveEntry each : entries.values()) {
      String[] parts = each.getName().replaceFirst("^\\./", "").split("/", -1);
      if (parts.length == 3 && parts[0].equals("blobs")) {
        verify(each, digest(parts[1] + ":" + parts[2]));
      }
    }
  }

  private Digest digest(String text) throws IOException {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void verify(TarArchiveEntry entry, Digest digest) throws IOException {
    MessageDigest hash = digest.algorithm().newHash();
    try (InputStream in = new DigestInputStream(tar.getInputStream(entry), hash)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    Digest actual = Digest.finish(digest.algorithm(), hash.digest());
    if (!actual.equals(digest)) {
      throw new IOException(
          "%s: %s has digest %s, the archive is damaged".formatted(file, digest, actual));
    }
  }

  /** What {@code index.json} names, in its order. */
  List<Descriptor> named() throws IOException {
    byte[] content = bytes(ImageLayout.INDEX, Manifest.MAX_BYTES);
    try {
      if (Manifest.read(content, MediaTypes.OCI_INDEX) instanceof Manifest.Index index) {
        return index.manifests();
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + ImageLayout.INDEX + ": " + e.getMessage(), e);
    }
    throw new IOException(file + ": " + ImageLayout.INDEX + ": no index");
  }

  /** Whether the content is there. */
  boolean has(Digest digest) {
    return entries.containsKey(ImageLayout.blob(digest));
  }

  byte[] manifest(Digest digest) throws IOException {
    return bytes(ImageLayout.blob(digest), Manifest.MAX_BYTES);
  }

  /** Opens a blob; the caller closes it. */
  InputStream blob(Digest digest) {
    try {
      return tar.getInputStream(entry(ImageLayout.blob(digest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The length of a blob in bytes. */
  long size(Digest digest) throws IOException {
    return entry(ImageLayout.blob(digest)).getSize();
  }

  private byte[] bytes(String name, int limit) throws IOException {
    TarArchiveEntry entry = entry(name);
    if (entry.getSize() > limit) {
      throw new IOException(
          "%s: %s: %d bytes (expected: at most %d)".formatted(file, name, entry.getSize(), limit));
    }
    try (InputStream in = tar.getInputStream(entry)) {
      return in.readNBytes(limit);
    }
  }

  private TarArchiveEntry entry(String name) throws IOException {
    @Nullable TarArchiveEntry entry = entries.get(name);
    if (entry == null) {
      throw new IOException(
          file + ": no " + name + " in it (expected: a tar of an OCI image layout)");
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
