package io.weir.registry.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.registry.Descriptor;
import io.weir.registry.Digest;
import io.weir.registry.MediaTypes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes an image layout as a tar: content as it comes, each once, {@code index.json} at the end.
 * The file has its name only when it is whole. Not thread-safe.
 */
final class ArchiveWriter implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUFFER = 256 << 10;

  private final Path file;
  private final Path partial;
  private final TarArchiveOutputStream tar;
  private final Set<Digest> written = new HashSet<>();
  private final ArrayNode entries = JSON.createArrayNode();
  private int blobs;
  private int manifests;
  private long bytes;

  /** Writes content to the archive. */
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  ArchiveWriter(Path file) throws IOException {
    this.file = file;
    this.partial = file.resolveSibling(file.getFileName() + ".part");
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER);
    this.tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX); // the names of sha512 blobs
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    ObjectNode marker = JSON.createObjectNode().put("imageLayoutVersion", ImageLayout.VERSION);
    small(ImageLayout.MARKER, marker.toString());
  }

  boolean has(Digest digest) {
    return written.contains(digest);
  }

  /** Adds a blob, unless it is there. */
  void blob(Descriptor blob, Content content) throws IOException {
    if (written.add(blob.digest())) {
      add(ImageLayout.blob(blob.digest()), blob.size(), content);
      blobs++;
      bytes += blob.size();
    }
  }

  /** Adds a manifest, unless it is there. */
  void manifest(Digest digest, byte[] content) throws IOException {
    if (written.add(digest)) {
      add(ImageLayout.blob(digest), content.length, out -> out.write(content));
      manifests++;
      bytes += content.length;
    }
  }

  /** Names a manifest in {@code index.json}; its annotations say by which names. */
  void entry(Descriptor manifest) {
    ObjectNode node = entries.addObject();
    node.put("mediaType", manifest.mediaType());
    node.put("digest", manifest.digest().toString()).put("size", manifest.size());
    if (manifest.artifactType() != null) {
      node.put("artifactType", manifest.artifactType());
    }
    ObjectNode annotations = node.putObject("annotations");
    new TreeMap<>(manifest.annotations()).forEach(annotations::put);
  }

  /** Ends the archive and gives the file its name. */
  void finish() throws IOException {
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    index.set("manifests", entries);
    small(ImageLayout.INDEX, index.toString());
    tar.close();
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void small(String name, String json) throws IOException {
    byte[] content = json.getBytes(StandardCharsets.UTF_8);
    add(name, content.length, out -> out.write(content));
  }

  private void add(String name, long size, Content content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setModTime(0); // the same content gives the same archive
    tar.putArchiveEntry(entry);
    content.to(tar);
    tar.closeArchiveEntry();
  }

  int blobs() {
    return blobs;
  }

  int manifests() {
    return manifests;
  }

  long bytes() {
    return bytes;
  }

  /** Leaves nothing behind when it was not finished. */
  @Override
  public void close() throws IOException {
    try {
      tar.close();
    } catch (IOException e) {
      // an entry was cut short: the file goes anyway
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
