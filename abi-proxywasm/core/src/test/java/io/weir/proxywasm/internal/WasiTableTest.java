package io.weir.proxywasm.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.proxywasm.engine.ValueType;
import io.weir.proxywasm.testkit.TestVm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every name of WASI preview 1, with its parameters and what a plugin is answered: i for an i32, I
 * for an i64, then the errno for arguments of zero.
 */
class WasiTableTest {
  private static final Map<String, String> TABLE =
      Map.ofEntries(
          Map.entry("args_get", "ii 0"),
          Map.entry("args_sizes_get", "ii 0"),
          Map.entry("clock_res_get", "ii 0"),
          Map.entry("clock_time_get", "iIi 0"),
          Map.entry("environ_get", "ii 0"),
          Map.entry("environ_sizes_get", "ii 0"),
          Map.entry("fd_advise", "iIIi 58"),
          Map.entry("fd_allocate", "iII 58"),
          Map.entry("fd_close", "i 0"),
          Map.entry("fd_datasync", "i 58"),
          Map.entry("fd_fdstat_get", "ii 8"),
          Map.entry("fd_fdstat_set_flags", "ii 52"),
          Map.entry("fd_fdstat_set_rights", "iII 58"),
          Map.entry("fd_filestat_get", "ii 8"),
          Map.entry("fd_filestat_set_size", "iI 58"),
          Map.entry("fd_filestat_set_times", "iIIi 58"),
          Map.entry("fd_pread", "iiiIi 58"),
          Map.entry("fd_prestat_dir_name", "iii 52"),
          Map.entry("fd_prestat_get", "ii 8"),
          Map.entry("fd_pwrite", "iiiIi 58"),
          Map.entry("fd_read", "iiii 52"),
          Map.entry("fd_readdir", "iiiIi 20"),
          Map.entry("fd_renumber", "ii 58"),
          Map.entry("fd_seek", "iIii 0"),
          Map.entry("fd_sync", "i 58"),
          Map.entry("fd_tell", "ii 58"),
          Map.entry("fd_write", "iiii 8"),
          Map.entry("path_create_directory", "iii 58"),
          Map.entry("path_filestat_get", "iiiii 58"),
          Map.entry("path_filestat_set_times", "iiiiIIi 58"),
          Map.entry("path_link", "iiiiiii 58"),
          Map.entry("path_open", "iiiiiIIii 44"),
          Map.entry("path_readlink", "iiiiii 58"),
          Map.entry("path_remove_directory", "iii 58"),
          Map.entry("path_rename", "iiiiii 58"),
          Map.entry("path_symlink", "iiiii 58"),
          Map.entry("path_unlink_file", "iii 58"),
          Map.entry("poll_oneoff", "iiii 0"),
          Map.entry("proc_exit", "i 0"),
          Map.entry("proc_raise", "i 58"),
          Map.entry("random_get", "ii 0"),
          Map.entry("sched_yield", " 0"),
          Map.entry("sock_accept", "iii 58"),
          Map.entry("sock_recv", "iiiiii 58"),
          Map.entry("sock_send", "iiiii 58"),
          Map.entry("sock_shutdown", "ii 58"));

  @ParameterizedTest
  @ValueSource(strings = {"wasi_snapshot_preview1", "wasi_unstable"})
  void everyNameIsThereAndAnswersAsTheTableSays(String module) {
    Map<String, Integer> answers = new TreeMap<>();
    try (TestVm t =
        TestVm.start(
            g -> {
              TABLE.forEach((name, row) -> g.imports(module, name, parameters(row)));
              // What a runtime calls while it initializes is within its reach.
              g.on(
                  "_initialize",
                  0,
                  (a, b, c) -> {
                    TABLE.forEach(
                        (name, row) ->
                            answers.put(name, g.host(name, new long[parameters(row).length])));
                    return 0;
                  });
            })) {
      assertEquals(List.of(), t.vm().plugin().unimplemented());
    }
    Map<String, Integer> expected = new TreeMap<>();
    TABLE.forEach((name, row) -> expected.put(name, Integer.valueOf(row.split(" ", 2)[1])));
    assertEquals(expected, answers);
  }

  private static ValueType[] parameters(String row) {
    List<ValueType> types = new ArrayList<>();
    for (char c : row.split(" ", 2)[0].toCharArray()) {
      types.add(c == 'I' ? ValueType.I64 : ValueType.I32);
    }
    return types.toArray(ValueType[]::new);
  }
}
