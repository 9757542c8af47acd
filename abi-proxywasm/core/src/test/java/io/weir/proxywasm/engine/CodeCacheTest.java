package io.weir.proxywasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeCacheTest {
  private static final byte[] CODE = {1, 2, 3, 4, 5};

  @TempDir Path directory;

  @Test
  void keepsWhatItIsGiven() throws IOException {
    open().store("abc", CODE);
    Path file = Objects.requireNonNull(open().find("abc"));
    assertArrayEquals(CODE, Files.readAllBytes(file));
    assertNull(open().find("abd"));
  }

  @Test
  void theFolderIsPrivate() throws IOException {
    open();
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("e-1"))));
  }

  @Test
  void aDamagedEntryIsNone() throws IOException {
    open().store("abc", CODE);
    Files.write(directory.resolve("e-1/abc"), new byte[] {1, 2, 3, 4, 6});
    assertNull(open().find("abc"));
    open().store("abc", CODE);
    assertNotNull(open().find("abc"));
  }

  @Test
  void anEntryWithoutItsDigestIsNone() throws IOException {
    open().store("abc", CODE);
    Files.delete(directory.resolve("e-1/abc.digest"));
    assertNull(open().find("abc"));
  }

  @Test
  void aRemovedEntryIsNone() {
    open().store("abc", CODE);
    open().remove("abc");
    assertNull(open().find("abc"));
  }

  @Test
  void aFolderThatOthersMayWriteToIsNotUsed() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("e-1"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertNull(CodeCache.open(directory, "e-1"));
  }

  @Test
  void noDirectoryIsNoCache() throws IOException {
    assertNull(CodeCache.open(null, "e-1"));
    Path file = Files.createFile(directory.resolve("file"));
    assertNull(CodeCache.open(file, "e-1"));
  }

  private CodeCache open() {
    return Objects.requireNonNull(CodeCache.open(directory, "e-1"));
  }
}
