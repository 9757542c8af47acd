package io.weir.registry.store.upload;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.registry.Digest;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WriteBackTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void isToldOfEachByteOnceAndInOrder() throws Exception {
    List<Long> ends = new ArrayList<>(List.of(0L));
    WriteBack told =
        (file, offset, length) -> {
          assertTrue(Files.exists(file));
          assertEquals(ends.getLast(), offset);
          ends.add(offset + length);
        };
    UploadStore uploads = UploadStore.open(folder, 1, Duration.ofHours(1), told);
    UploadSession session = uploads.open("a", Digest.Algorithm.SHA256);
    session.append(new ByteArrayInputStream(new byte[MIB]), 5L * MIB);
    session.append(new ByteArrayInputStream(new byte[2 * MIB]), 5L * MIB);

    assertEquals(3L * MIB, ends.getLast());
    assertTrue(ends.size() > 3, ends::toString);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxHasIt() throws Exception {
    assertNotSame(WriteBack.NONE, WriteBack.ofSystem());
    SyncFileRange linux = SyncFileRange.find();
    assertNotNull(linux);
    Path file = Files.write(folder.resolve("blob"), new byte[MIB]);

    assertTrue(linux.beginNow(file.toString(), 0, MIB));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsGoneIsLeftOut() {
    Path gone = folder.resolve("gone");
    assertDoesNotThrow(() -> WriteBack.ofSystem().begin(gone, 0, MIB));
    SyncFileRange linux = SyncFileRange.find();
    assertNotNull(linux);
    assertFalse(linux.beginNow(gone.toString(), 0, MIB));
    assertTrue(Files.notExists(gone));
  }
}
