"""The rounds of a run: in each round of a row the servers take turns."""

import dataclasses
import os
import shutil
import statistics
import sys
import tempfile
import time

from sidebyside.machine import compiler_seconds

from .. import servers
from ..content import Pusher, random_bytes
from .measure import REPOSITORY, TAG, measure, verify
from .rows import BLOB, rows

CALM = 0.05  # of a core
CALM_ROUNDS = 3  # on end: a compiler that waits for the core looks calm, too
MEMORY = "/dev/shm"


@dataclasses.dataclass
class Plan:
    """
    rounds: of each row; seconds: of a manifest round; pushes: of a push round
    warm: seconds that Weir runs each row before, at most
    """

    rounds: int
    seconds: int
    pushes: int
    warm: int
    only: str
    servers: list


class Run:
    def __init__(self, plan, folder, root, distribution, client):
        self._plan, self._folder, self._client = plan, folder, client
        self._makers = {
            "weir": lambda at: servers.weir(root, at),
            "distribution": lambda at: servers.distribution(distribution, at, "distribution"),
            "docker-registry": lambda at: servers.distribution(shutil.which("docker-registry"), at, "docker-registry"),
        }
        self.results, self.rss, self.notes = {}, {}, []

    def all(self):
        chosen = [row for row in rows(self._plan.pushes) if self._plan.only in row.name]
        for memory in (False, True):
            block = [row for row in chosen if row.memory == memory]
            if block:
                self._block(block, memory)

    def _block(self, block, memory):
        folder = tempfile.mkdtemp(prefix="registry-load-", dir=MEMORY if memory else self._folder)
        running = []
        try:
            for name in self._plan.servers:
                running.append(self._makers[name](folder))
            blob = [self._fill(server) for server in running][0]
            for row in block:
                self._row(row, running, blob)
            if not memory:
                self.rss = {server.name: server.peak_rss_mib() for server in running}
        finally:
            for server in running:
                server.stop()
            self._keep_logs(folder)

    @staticmethod
    def _fill(server):
        pusher, layer = Pusher(server.url), random_bytes(BLOB, 1)
        pusher.image(REPOSITORY, TAG, layer)
        return pusher.blob(REPOSITORY, layer)

    def _row(self, row, running, blob):
        for server in running:
            self._warm(row, server, blob)
        rounds = {server.name: [] for server in running}
        for i in range(self._plan.rounds):
            for server in running[i % len(running):] + running[:i % len(running)]:
                verify(server, self._client, blob)
                rounds[server.name].append(measure(row, server, self._client, self._plan.seconds, blob))
        self.results[row.name] = {name: _median(of) for name, of in rounds.items()}
        print(f"measured: {row.name}", file=sys.stderr)

    def _warm(self, row, server, blob):
        """A round for each; for Weir, until its compiler has next to nothing to do or the limit is reached."""
        end = time.monotonic() + (self._plan.warm if server.name == "weir" else 0)
        calm = 0
        while True:
            before, started = compiler_seconds(server.pid), time.monotonic()
            measure(row, server, self._client, 1, blob)
            compiled = compiler_seconds(server.pid) - before
            calm = calm + 1 if compiled < CALM * (time.monotonic() - started) else 0
            if calm == CALM_ROUNDS or server.name != "weir":
                return
            if time.monotonic() >= end:
                self.notes.append(f"{row.name}: Weir still compiled after {self._plan.warm} s, and its figures hold that")
                return

    def _keep_logs(self, folder):
        for file in os.listdir(folder):
            if file.endswith(".log"):
                shutil.copy(os.path.join(folder, file), self._folder)
        shutil.rmtree(folder, ignore_errors=True)


def _median(rounds):
    keys = ("rate", "p50", "p99", "cpu", "others")
    figures = {key: statistics.median(getattr(each, key) for each in rounds) for key in keys}
    figures["cpu_ms"] = 1000 * statistics.median(each.cpu / each.per for each in rounds)
    return {**figures, "rounds": len(rounds), "all": [dataclasses.asdict(each) for each in rounds]}
