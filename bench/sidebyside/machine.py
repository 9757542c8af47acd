"""What the kernel says of processes and of the machine."""

import os
import time

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def family(pid):
    """The process and its children, a worker under its master for one."""
    pids = [pid]
    for at in pids:
        try:
            with open(f"/proc/{at}/task/{at}/children") as f:
                pids += [int(child) for child in f.read().split()]
        except OSError:
            pass  # it has ended meanwhile
    return pids


def cpu_seconds(pid):
    """User and system time of a process, of all its threads (in a JVM: JIT and collector, too) and of its children."""
    ticks = 0
    for at in family(pid):
        try:
            with open(f"/proc/{at}/stat") as f:
                fields = f.read().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(int(fields[i]) for i in (11, 12, 13, 14))
    return ticks / TICK


def rss_kib(pid):
    total = 0
    for at in family(pid):
        try:
            with open(f"/proc/{at}/statm") as f:
                total += int(f.read().split()[1]) * PAGE // 1024
        except OSError:
            continue
    return total


def busy_seconds():
    """Processor time of everything on the machine, waiting for disks and idling left out."""
    with open("/proc/stat") as f:
        fields = [int(x) for x in f.readline().split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICK


class Window:
    """What one process used between two moments, and what others took of the machine meanwhile."""

    def __init__(self, pid, helpers):
        self._pid, self._helpers = pid, helpers
        self._cpu, self._known, self._busy, self._clock = self._look()

    def _look(self):
        cpu = cpu_seconds(self._pid)
        # This process's children that have ended, the load generators, count as known.
        mine = sum(os.times()[:4])
        known = cpu + mine + sum(cpu_seconds(pid) for pid in self._helpers)
        return cpu, known, busy_seconds(), time.monotonic()

    def close(self):
        """(seconds of the process, seconds on the clock, share of the machine that others took)"""
        cpu, known, busy, clock = self._look()
        elapsed = clock - self._clock
        others = (busy - self._busy) - (known - self._known)
        return cpu - self._cpu, elapsed, max(0.0, others / (elapsed * (os.cpu_count() or 1)))
