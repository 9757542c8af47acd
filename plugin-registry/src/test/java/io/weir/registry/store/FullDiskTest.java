package io.weir.registry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.registry.Digest;
import io.weir.registry.http.RegistryFault;
import io.weir.registry.store.disk.Flush;
import io.weir.registry.store.disk.StoreFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
  private static final byte[] BLOB = "blob".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.sha256(BLOB);

  @TempDir Path root;

  @Test
  void isToldFromOtherFailures() {
    IOException inside = new IOException("x", new FileSystemException("f", null, "No space left"));
    RegistryFault fault = DiskFull.fault(inside, root);
    assertNotNull(fault);
    assertEquals(507, fault.response().status());
    assertNotNull(DiskFull.fault(new IOException("Disk quota exceeded"), root));
    assertNull(DiskFull.fault(new IOException("Input/output error"), root));
  }

  @Test
  void changesNothingAndIsGotOver() throws IOException {
    try (StoreFolder folder = StoreFolder.open(root)) {
      FullLog log = new FullLog(folder.log(Flush.OFF));
      try (RegistryStore store = RegistryStore.open(folder.content(Flush.OFF), log)) {
        log.full = true;
        assertThrows(IOException.class, () -> store.putBlob("a", DIGEST, BLOB));
        assertNull(store.repository("a"));

        log.full = false;
        store.putBlob("a", DIGEST, BLOB);
        assertNotNull(store.repository("a"));
      }
    }
  }

  /** A log whose disk is full at times. */
  private static final class FullLog implements MetadataLog {
    private final MetadataLog log;
    private boolean full;

    FullLog(MetadataLog log) {
      this.log = log;
    }

    @Override
    public void replay(Consumer<ByteBuffer> record) throws IOException {
      log.replay(record);
    }

    @Override
    public long append(byte[] record) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      return log.append(record);
    }

    @Override
    public void compact(Iterable<byte[]> snapshot, long upTo) throws IOException {
      log.compact(snapshot, upTo);
    }

    @Override
    public void close() throws IOException {
      log.close();
    }
  }
}
