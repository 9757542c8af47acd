package io.weir.host.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.host.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class AdminTokenTest {
  @TempDir Path folder;
  private Path data;
  private Path file;

  @BeforeEach
  void name() {
    data = folder.resolve("data");
    file = data.resolve("token");
  }

  @Test
  void isMadeForTheOwnerAlone() throws Exception {
    AdminToken token = AdminToken.readOrCreate(data);
    String text = Files.readString(file);
    assertTrue(text.matches("[0-9a-f]{64}\n"), text);
    assertTrue(token.matches(text.strip()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(data)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void isReadAgain() throws Exception {
    AdminToken.readOrCreate(data);
    String text = Files.readString(file).strip();
    assertTrue(AdminToken.readOrCreate(data).matches(text));
    assertEquals(text, Files.readString(file).strip());
  }

  @Test
  void matchesNothingElse() {
    AdminToken token = AdminToken.of("0123456789abcdef");
    for (String other : List.of("", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF")) {
      assertFalse(token.matches(other), other);
    }
  }

  @Test
  void isOneForTwoThatStartAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<AdminToken> start = () -> AdminToken.readOrCreate(data);
      var tokens = threads.invokeAll(List.of(start, start, start, start));
      String text = Files.readString(file).strip();
      for (var token : tokens) {
        assertTrue(token.get().matches(text));
      }
    }
  }

  @Test
  void refusesAFileThatHoldsNone() throws Exception {
    for (String text : List.of("", "short", "two words of enough length")) {
      Files.createDirectories(data);
      Files.writeString(file, text);
      ConfigException e =
          assertThrows(ConfigException.class, () -> AdminToken.readOrCreate(data), text);
      assertTrue(e.problems().getFirst().message().contains(file.toString()));
      assertEquals(
          "let the gateway's user read and write it; without it the next start makes one",
          e.problems().getFirst().remedy());
    }
  }
}
