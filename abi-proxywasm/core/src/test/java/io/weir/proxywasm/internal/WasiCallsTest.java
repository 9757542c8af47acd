package io.weir.proxywasm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.engine.GuestTrapException;
import io.weir.proxywasm.engine.ValueType;
import io.weir.proxywasm.testkit.TestGuest;
import io.weir.proxywasm.testkit.TestVm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WASI as far as plugins need it, under both names. */
class WasiCallsTest {
  private static final String PREVIEW1 = "wasi_snapshot_preview1";
  private static final int EBADF = 8;
  private static final int EFAULT = 21;

  static AbiLimits memory(long bytes) {
    return AbiLimits.DEFAULT
        .withMemory(bytes)
        .withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  private static TestGuest importing(TestGuest g, String module, String name, int params) {
    ValueType[] types = new ValueType[params];
    Arrays.fill(types, ValueType.I32);
    return g.imports(module, name, types);
  }

  /** One vector array with these parts. */
  private static int vectors(TestGuest g, byte[]... parts) {
    int at = g.memory().allocate(parts.length * 8);
    for (int i = 0; i < parts.length; i++) {
      long[] part = g.bytes(parts[i]);
      g.memory().writeInt(at + i * 8, (int) part[0]);
      g.memory().writeInt(at + i * 8 + 4, (int) part[1]);
    }
    return at;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {PREVIEW1, "wasi_unstable"})
  void outputGoesToTheLogWithoutItsLastNewline(String module) {
    try (TestVm t = TestVm.start(g -> importing(g, module, "fd_write", 4))) {
      t.inStream(
          g -> {
            int written = g.slot();
            int at = vectors(g, utf8("one "), utf8("two\n"));
            assertEquals(0, g.host("fd_write", 1, at, 2, written));
            assertEquals(8, g.memory().readInt(written));
            assertEquals(0, g.host("fd_write", 2, vectors(g, utf8("bad")), 1, written));
            assertEquals(EBADF, g.host("fd_write", 3, at, 2, written));
            assertEquals(EFAULT, g.host("fd_write", 1, -8, 2, written));
          });
      assertEquals(List.of("INFO one two", "ERROR bad"), t.log);
    }
  }

  @Test
  void piecesAreJoinedToLines() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "fd_write", 4))) {
      t.inStream(
          g -> {
            // As Go writes a panic: piece by piece.
            for (String piece :
                List.of("panic: ", "boom", "\n", "\n", "gorou", "tine 1\nmain.f()\n", "exit")) {
              assertEquals(0, g.host("fd_write", 2, vectors(g, utf8(piece)), 1, g.slot()));
            }
            assertEquals(0, g.host("fd_write", 1, vectors(g, utf8("apart")), 1, g.slot()));
          });
      assertEquals(
          List.of("ERROR panic: boom", "ERROR goroutine 1\nmain.f()", "INFO apart", "ERROR exit"),
          t.log);
    }
  }

  @Test
  void aLineIsNotJoinedWithThatOfTheNextCallback() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "fd_write", 4))) {
      t.inStream(g -> g.host("fd_write", 1, vectors(g, utf8("one")), 1, g.slot()));
      assertEquals(List.of("INFO one"), t.log);
      t.inRoot(g -> g.host("fd_write", 1, vectors(g, utf8("two")), 1, g.slot()));
      assertEquals(List.of("INFO one", "INFO two"), t.log);
    }
  }

  @Test
  void whatAGuestSaysBeforeItTrapsIsLogged() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "fd_write", 4))) {
      assertThrows(
          PluginException.class,
          () ->
              t.inStream(
                  g -> {
                    g.host("fd_write", 2, vectors(g, utf8("last words")), 1, g.slot());
                    throw new GuestTrapException(GuestTrapException.Kind.TRAP, "unreachable", null);
                  }));
      assertEquals(List.of("ERROR last words"), t.log);
    }
  }

  @Test
  void outputWithoutNewlinesIsHeldBackUpToALimit() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.limits = memory(4 << 20);
    try (TestVm t = TestVm.start(setup, g -> importing(g, PREVIEW1, "fd_write", 4))) {
      t.inStream(
          g -> {
            int written = g.slot();
            int at = vectors(g, new byte[40 << 10]);
            assertEquals(0, g.host("fd_write", 1, at, 1, written));
            assertEquals(40 << 10, g.memory().readInt(written));
            assertEquals(List.of(), t.log);
            assertEquals(0, g.host("fd_write", 1, at, 1, written));
            assertEquals(24 << 10, g.memory().readInt(written));
            assertEquals("INFO ".length() + (64 << 10), t.log.getFirst().length());
          });
    }
  }

  @Test
  void aCharacterMayBeSplitOverVectors() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "fd_write", 4))) {
      byte[] e = utf8("\u20ac");
      t.inStream(
          g -> {
            int at = vectors(g, new byte[] {e[0]}, new byte[] {e[1], e[2]});
            assertEquals(0, g.host("fd_write", 1, at, 2, g.slot()));
          });
      assertEquals(List.of("INFO \u20ac"), t.log);
    }
  }

  @Test
  void hugeOutputIsTakenInPartAndSaysHowMuch() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.limits = memory(4 << 20);
    try (TestVm t = TestVm.start(setup, g -> importing(g, PREVIEW1, "fd_write", 4))) {
      t.inStream(
          g -> {
            // The same megabyte a thousand times: a guest must not make the host hold a gigabyte.
            long[] block = g.bytes(new byte[1 << 20]);
            int at = g.memory().allocate(1000 * 8);
            for (int i = 0; i < 1000; i++) {
              g.memory().writeInt(at + i * 8, (int) block[0]);
              g.memory().writeInt(at + i * 8 + 4, (int) block[1]);
            }
            int written = g.slot();
            assertEquals(0, g.host("fd_write", 1, at, 1000, written));
            int n = g.memory().readInt(written);
            assertTrue(n > 0 && n <= 64 << 10, "written: " + n);
            assertEquals("INFO ".length() + n, t.log.getFirst().length());
          });
    }
  }

  @Test
  void theEnvironmentIsThatOfTheConfiguration() {
    TestVm.Setup setup = new TestVm.Setup();
    setup.environment.put("A", "1");
    setup.environment.put("B", "zwei");
    try (TestVm t =
        TestVm.start(
            setup,
            g ->
                importing(
                    importing(g, PREVIEW1, "environ_sizes_get", 2), PREVIEW1, "environ_get", 2))) {
      t.inStream(
          g -> {
            int count = g.slot();
            int size = g.slot();
            assertEquals(0, g.host("environ_sizes_get", count, size));
            assertEquals(2, g.memory().readInt(count));
            int bytes = g.memory().readInt(size);
            int pointers = g.memory().allocate(8);
            int block = g.memory().allocate(bytes);
            assertEquals(0, g.host("environ_get", pointers, block));
            assertEquals("A=1\0B=zwei\0", g.latin(block, bytes));
            assertEquals(block + 4, g.memory().readInt(pointers + 4));
            assertEquals(EFAULT, g.host("environ_get", -4, -4));
          });
    }
  }

  @Test
  void thereAreNoArguments() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "args_sizes_get", 2))) {
      t.inStream(
          g -> {
            int count = g.slot();
            int size = g.slot();
            assertEquals(0, g.host("args_sizes_get", count, size));
            assertEquals(0, g.memory().readInt(count));
            assertEquals(0, g.memory().readInt(size));
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1700000000123456789", "1, 0, 42", "2, 58, 0"})
  void clocks(int clock, int errno, long nanos) {
    try (TestVm t =
        TestVm.start(
            g ->
                g.imports(
                    PREVIEW1, "clock_time_get", ValueType.I32, ValueType.I64, ValueType.I32))) {
      t.inStream(
          g -> {
            int out = g.slot();
            assertEquals(errno, g.host("clock_time_get", clock, 0, out));
            if (errno == 0) {
              assertEquals(nanos, g.memory().readLong(out));
            }
          });
    }
  }

  @Test
  void randomBytesUpToALimit() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "random_get", 2))) {
      t.inStream(
          g -> {
            int at = g.memory().allocate(64 << 10);
            assertEquals(0, g.host("random_get", at, 64 << 10));
            assertNotEquals(0, g.memory().readLong(at) | g.memory().readLong(at + 8));
            assertEquals(28, g.host("random_get", at, (64 << 10) + 1));
            assertEquals(28, g.host("random_get", at, -1));
            assertEquals(EFAULT, g.host("random_get", -16, 16));
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fd_read, 4, 52",
    "fd_seek, 4, 0",
    "fd_close, 1, 0",
    "fd_fdstat_set_flags, 2, 52",
    "sched_yield, 0, 0",
    "path_open, 9, 44",
    "fd_prestat_get, 2, 8",
    "fd_prestat_dir_name, 3, 52",
    "path_filestat_get, 5, 58",
    "fd_filestat_get, 2, 8",
    "fd_readdir, 5, 20",
    "sock_send, 5, 58",
    "path_rename, 6, 58",
  })
  void whatIsNotThereSaysSo(String name, int params, int errno) {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, name, params))) {
      t.inStream(g -> assertEquals(errno, g.host(name, new long[params])));
    }
  }

  @Test
  void aGuestNeverWaits() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "poll_oneoff", 4))) {
      t.inStream(
          g -> {
            int events = g.slot();
            assertEquals(0, g.host("poll_oneoff", 0, 0, 1, events));
            assertEquals(0, g.memory().readInt(events));
          });
    }
  }

  @Test
  void standardOutputCanBeWrittenToAndThatIsAll() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "fd_fdstat_get", 2))) {
      t.inStream(
          g -> {
            int at = g.memory().allocate(24);
            assertEquals(0, g.host("fd_fdstat_get", 1, at));
            assertEquals(0, g.memory().readLong(at));
            assertEquals(64, g.memory().readLong(at + 8));
            assertEquals(0, g.memory().readLong(at + 16));
            assertEquals(EBADF, g.host("fd_fdstat_get", 0, at));
          });
    }
  }

  @Test
  void exitOnlyLogs() {
    try (TestVm t = TestVm.start(g -> importing(g, PREVIEW1, "proc_exit", 1))) {
      t.inStream(g -> g.host("proc_exit", 3));
      assertEquals(List.of("ERROR proc_exit(3)"), t.log);
    }
  }
}
