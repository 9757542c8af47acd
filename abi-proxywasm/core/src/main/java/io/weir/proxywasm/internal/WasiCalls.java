package io.weir.proxywasm.internal;

import static io.weir.proxywasm.internal.Args.i;

import io.weir.proxywasm.LogLevel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * WASI preview 1 as far as a plugin needs it: clocks, randomness, environment, and output to the
 * log. There are no files and no sockets. The same functions serve {@code wasi_snapshot_preview1}
 * and {@code wasi_unstable}. Answers are errno values.
 */
final class WasiCalls {
  static final int SUCCESS = 0;
  static final int EBADF = 8;
  static final int EFAULT = 21;
  static final int EINVAL = 28;
  static final int ENOENT = 44;
  static final int ENOSYS = 52;
  static final int ENOTSUP = 58;
  private static final int MAX_RANDOM = 64 << 10;
  private static final int MAX_VECTORS = 1024;

  private WasiCalls() {}

  static void register(HostCallTable t) {
    t.wasi("fd_write", 4, WasiCalls::fdWrite);
    t.wasi("fd_read", 4, (vm, a) -> ENOSYS);
    t.wasi("fd_seek", 4, (vm, a) -> SUCCESS);
    t.wasi("fd_close", 1, (vm, a) -> SUCCESS);
    t.wasi("fd_fdstat_get", 2, WasiCalls::fdstatGet);
    t.wasi("fd_fdstat_set_flags", 2, (vm, a) -> ENOSYS);
    t.wasi("environ_sizes_get", 2, WasiCalls::environSizes);
    t.wasi("environ_get", 2, WasiCalls::environGet);
    t.wasi("args_sizes_get", 2, WasiCalls::argsSizes);
    t.wasi("args_get", 2, (vm, a) -> SUCCESS);
    t.wasi("clock_time_get", 3, WasiCalls::clockTime);
    t.wasi("clock_res_get", 2, WasiCalls::clockResolution);
    t.wasi("random_get", 2, WasiCalls::random);
    t.wasi("sched_yield", 0, (vm, a) -> SUCCESS);
    t.wasi("poll_oneoff", 4, WasiCalls::poll);
    t.wasi("proc_exit", 1, WasiCalls::exit);
    t.wasi("proc_raise", 1, (vm, a) -> ENOTSUP);
    t.wasi("path_open", 9, (vm, a) -> ENOENT);
    t.wasi("path_filestat_get", 5, (vm, a) -> ENOTSUP);
    t.wasi("fd_prestat_get", 2, (vm, a) -> EBADF);
    t.wasi("fd_prestat_dir_name", 3, (vm, a) -> ENOSYS);
    t.wasi("fd_filestat_get", 2, (vm, a) -> EBADF);
    t.wasi("fd_readdir", 5, (vm, a) -> 20);
    t.wasi("fd_renumber", 2, (vm, a) -> ENOTSUP);
    unsupported(t);
  }

  private static void unsupported(HostCallTable t) {
    Map<String, Integer> names =
        Map.ofEntries(
            Map.entry("fd_advise", 4),
            Map.entry("fd_allocate", 3),
            Map.entry("fd_datasync", 1),
            Map.entry("fd_fdstat_set_rights", 3),
            Map.entry("fd_filestat_set_size", 2),
            Map.entry("fd_filestat_set_times", 4),
            Map.entry("fd_pread", 5),
            Map.entry("fd_pwrite", 5),
            Map.entry("fd_sync", 1),
            Map.entry("fd_tell", 2),
            Map.entry("path_create_directory", 3),
            Map.entry("path_filestat_set_times", 7),
            Map.entry("path_link", 7),
            Map.entry("path_readlink", 6),
            Map.entry("path_remove_directory", 3),
            Map.entry("path_rename", 6),
            Map.entry("path_symlink", 5),
            Map.entry("path_unlink_file", 3),
            Map.entry("sock_accept", 3),
            Map.entry("sock_recv", 6),
            Map.entry("sock_send", 5),
            Map.entry("sock_shutdown", 2));
    names.forEach((name, params) -> t.wasi(name, params, (vm, a) -> ENOTSUP));
  }

  private static int fdWrite(GuestVm vm, long[] a) {
    int fd = i(a, 0);
    if (fd != 1 && fd != 2) {
      return EBADF;
    }
    GuestOutput output = fd == 1 ? vm.standardOutput() : vm.standardError();
    byte[] bytes = gather(vm, i(a, 1), i(a, 2), output.room());
    output.write(bytes);
    vm.memory().writeInt(i(a, 3), bytes.length);
    return SUCCESS;
  }

  /**
   * The bytes of the vectors, up to a limit: the same memory may be named many times. A guest sees
   * by the number written that it has to go on.
   */
  private static byte[] gather(GuestVm vm, int address, int vectors, int limit) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    for (int n = 0; n < vectors && n < MAX_VECTORS && output.size() < limit; n++) {
      int at = address + n * 8;
      long length = Integer.toUnsignedLong(vm.memory().readInt(at + 4));
      int room = limit - output.size();
      output.writeBytes(vm.readBytes(vm.memory().readInt(at), (int) Math.min(length, room)));
    }
    return output.toByteArray();
  }

  private static int fdstatGet(GuestVm vm, long[] a) {
    int fd = i(a, 0);
    if (fd != 1 && fd != 2) {
      return EBADF;
    }
    int at = i(a, 1);
    vm.memory().writeLong(at, 0);
    vm.memory().writeLong(at + 8, 64); // the right to write
    vm.memory().writeLong(at + 16, 0);
    return SUCCESS;
  }

  private static List<byte[]> environment(GuestVm vm) {
    List<byte[]> entries = new ArrayList<>();
    vm.spec()
        .environment()
        .forEach((k, v) -> entries.add((k + "=" + v + "\0").getBytes(StandardCharsets.UTF_8)));
    return entries;
  }

  private static int environSizes(GuestVm vm, long[] a) {
    List<byte[]> entries = environment(vm);
    vm.memory().writeInt(i(a, 0), entries.size());
    vm.memory().writeInt(i(a, 1), entries.stream().mapToInt(e -> e.length).sum());
    return SUCCESS;
  }

  private static int environGet(GuestVm vm, long[] a) {
    int pointers = i(a, 0);
    int at = i(a, 1);
    for (byte[] entry : environment(vm)) {
      vm.memory().writeInt(pointers, at);
      vm.memory().write(at, entry, 0, entry.length);
      pointers += 4;
      at += entry.length;
    }
    return SUCCESS;
  }

  private static int argsSizes(GuestVm vm, long[] a) {
    vm.memory().writeInt(i(a, 0), 0);
    vm.memory().writeInt(i(a, 1), 0);
    return SUCCESS;
  }

  private static int clockTime(GuestVm vm, long[] a) {
    switch (i(a, 0)) {
      case 0 -> vm.memory().writeLong(i(a, 2), vm.services().clock().realtimeNanos());
      case 1 -> vm.memory().writeLong(i(a, 2), vm.services().clock().monotonicNanos());
      default -> {
        return ENOTSUP;
      }
    }
    return SUCCESS;
  }

  private static int clockResolution(GuestVm vm, long[] a) {
    vm.memory().writeLong(i(a, 1), 1);
    return SUCCESS;
  }

  private static int random(GuestVm vm, long[] a) {
    int length = i(a, 1);
    if (length < 0 || length > MAX_RANDOM) {
      return EINVAL;
    }
    byte[] bytes = new byte[length];
    SecureBytes.fill(bytes);
    vm.memory().write(i(a, 0), bytes, 0, length);
    return SUCCESS;
  }

  /** A guest never waits: every subscription is said to be over, with no events. */
  private static int poll(GuestVm vm, long[] a) {
    vm.memory().writeInt(i(a, 3), 0);
    return SUCCESS;
  }

  /** Logs only; a guest that means it runs into {@code unreachable} next. */
  private static int exit(GuestVm vm, long[] a) {
    vm.log().log(LogLevel.ERROR, "proc_exit(" + i(a, 0) + ")");
    return SUCCESS;
  }
}
