package io.weir.registry.store;

import io.weir.registry.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the binary form of changes; {@link RecordReader} reads it. Not thread-safe. */
final class RecordWriter {
  static final byte VERSION = 1;
  static final byte MANIFEST_PUT = 1;
  static final byte TAG_MOVED = 2;
  static final byte TAG_DELETED = 3;
  static final byte MANIFEST_DELETED = 4;
  static final byte BLOB_LINKED = 5;
  static final byte BLOB_UNLINKED = 6;
  static final byte NOTED = 7;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  private RecordWriter() {}

  /** One record that says all of {@code changes}, which are of {@code repository}. */
  static byte[] record(String repository, List<? extends StoreChange> changes) {
    RecordWriter writer = new RecordWriter();
    writer.out.write(VERSION);
    writer.text(repository);
    changes.forEach(writer::change);
    return writer.out.toByteArray();
  }

  private void change(StoreChange change) {
    switch (change) {
      case StoreChange.ManifestPut put -> manifest(put.manifest());
      case StoreChange.TagMoved moved -> {
        out.write(TAG_MOVED);
        text(moved.tag());
        digest(moved.to());
        instant(moved.moved());
      }
      case StoreChange.TagDeleted deleted -> {
        out.write(TAG_DELETED);
        text(deleted.tag());
        digest(deleted.from());
      }
      case StoreChange.ManifestDeleted deleted -> {
        out.write(MANIFEST_DELETED);
        digest(deleted.manifest().digest());
      }
      case StoreChange.BlobLinked linked -> blob(BLOB_LINKED, linked.digest(), linked.size());
      case StoreChange.BlobUnlinked unlinked ->
          blob(BLOB_UNLINKED, unlinked.digest(), unlinked.size());
      case StoreChange.Noted noted -> {
        out.write(NOTED);
        digest(noted.manifest());
        text(noted.key());
        bytes(noted.json());
      }
    }
  }

  private void manifest(ManifestState state) {
    out.write(MANIFEST_PUT);
    digest(state.digest());
    text(state.mediaType());
    number(state.size());
    optional(state.subject());
    bytes(state.artifactType() == null ? null : utf8(state.artifactType()));
    number(state.annotations().size());
    state.annotations().forEach(this::pair);
    number(state.content().size());
    state.content().forEach(this::digest);
    instant(state.pushed());
    number(state.notes().size());
    for (Map.Entry<String, byte[]> each : state.notes().entrySet()) {
      text(each.getKey());
      bytes(each.getValue());
    }
  }

  private void blob(byte kind, Digest digest, long size) {
    out.write(kind);
    digest(digest);
    number(size);
  }

  private void pair(String key, String value) {
    text(key);
    text(value);
  }

  private void instant(Instant instant) {
    number(Math.max(0, instant.toEpochMilli()));
  }

  private void digest(Digest digest) {
    out.write(1 + digest.algorithm().ordinal());
    out.writeBytes(digest.hash());
  }

  private void optional(@Nullable Digest digest) {
    if (digest == null) {
      out.write(0);
    } else {
      digest(digest);
    }
  }

  private void text(String text) {
    bytes(utf8(text));
  }

  /** Their length and one, then the bytes; 0 for null. */
  private void bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      number(0);
    } else {
      number(bytes.length + 1L);
      out.writeBytes(bytes);
    }
  }

  /** 0 or more, seven bits in each byte, the lowest first. */
  private void number(long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
