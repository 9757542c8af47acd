"""One measurement of one row on one gateway."""

import dataclasses
import os
import subprocess
import sys
import time

from . import load
from .machine import Window, rss_kib
from .processes import LOAD_CORE, on_core


@dataclasses.dataclass
class Sample:
    """cpu: microseconds of processor time a request, or an event; others: share of the machine"""

    cpu: float
    rate: float
    others: float
    rss: int
    p50: float = 0
    p99: float = 0
    p999: float = 0


class Measure:
    """
    rate: requests a second of the row with an equal rate
    half: requests a second that are half of what Weir can do
    """

    def __init__(self, helpers, rate):
        self._helpers = helpers
        self.rate = self.half = rate

    def take(self, row, gateway, seconds):
        scheme = "https" if row.listener == "tls" else "http"
        listener = "rust" if row.kind == "h2" and gateway.h2_apart else row.listener
        url = f"{scheme}://127.0.0.1:{gateway.ports[listener]}{row.path}"
        if row.kind == "events":
            return self._events(gateway, row, seconds)
        window = Window(gateway.pid, self._helpers)
        figures = self._load(row.kind, url, seconds)
        cpu, _, others = window.close()
        return Sample(cpu * 1e6 / figures.requests, figures.requests / figures.seconds, others, rss_kib(gateway.pid),
                      figures.p50, figures.p99, figures.p999)

    def _load(self, kind, url, seconds):
        match kind:
            case "h2":
                return load.h2load(url, seconds)
            case "big":
                return load.wrk(url, seconds, connections=16)
            case "rate":
                return load.at_rate(url, seconds, self.rate)
            case "half":
                return load.at_rate(url, seconds, self.half)
            case _:
                return load.wrk(url, seconds)

    def _events(self, gateway, row, seconds):
        with Readers(gateway.ports[row.listener], row.path, 100) as readers:
            time.sleep(0.5)
            before, _ = readers.count()
            window = Window(gateway.pid, self._helpers + [readers.pid])
            time.sleep(seconds)
            cpu, elapsed, others = window.close()
            after, still = readers.count()
            if still != 100:
                raise load.LoadError(f"{100 - still} of 100 streams were closed")
            return Sample(cpu * 1e6 / (after - before), (after - before) / elapsed, others, rss_kib(gateway.pid))


class Readers:
    """Clients of event streams, in a process of their own."""

    def __init__(self, port, path, streams):
        program = os.path.join(os.path.dirname(__file__), "events.py")
        self._child = subprocess.Popen(
            on_core(LOAD_CORE, [sys.executable, program, "count", port, path, streams]),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @property
    def pid(self):
        return self._child.pid

    def count(self):
        """(events so far, streams that are open); waits until all are open"""
        self._child.stdin.write("\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline().split()
        if not line:
            raise load.LoadError("the clients of the event streams have ended; see above")
        return int(line[0]), int(line[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._child.stdin.close()
        self._child.wait(20)
