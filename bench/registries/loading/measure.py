"""One round of one row at one server."""

import dataclasses
import itertools
import json
import statistics
import subprocess

from sidebyside.load import LoadError, wrk
from sidebyside.machine import Window
from sidebyside.processes import LOAD_CORE, on_core

from ..content import OCI_MANIFEST
from .rows import BLOB, MIB

REPOSITORY = "bench/blob"
TAG = "1.0.0"
_seeds = itertools.count(1000)


@dataclasses.dataclass
class Round:
    """
    rate: MiB/s of a pull or push row, requests a second of a manifest row
    p50, p99: milliseconds
    cpu: the server's seconds; per: for how many operations
    others: the share of the machine that no part of the run took
    """

    rate: float
    p50: float
    p99: float
    cpu: float
    per: int
    others: float


def measure(row, server, client, seconds, blob):
    window = Window(server.pid, [])
    if row.kind == "manifest":
        url = f"{server.url}/v2/{REPOSITORY}/manifests/{TAG}"
        figures = wrk(url, seconds, row.at_once, f"Accept: {OCI_MANIFEST}")
        cpu, elapsed, others = window.close()
        return Round(figures.requests / figures.seconds, figures.p50 / 1000, figures.p99 / 1000, cpu, figures.requests, others)
    options = ["-count", row.count, "-at-once", row.at_once]
    options += ["-digest", blob, "pull"] if row.kind == "pull" else ["-seed", next(_seeds), row.mode]
    told = _client(client, server, options)
    cpu, elapsed, others = window.close()
    millis = sorted(told["millis"])
    seconds = told["seconds"] if row.kind == "pull" else sum(millis) / 1000  # making the blobs is no part of it
    return Round(row.count * BLOB / MIB / seconds, statistics.median(millis), _at(millis, 0.99), cpu, row.count, others)


def verify(server, client, blob):
    """One pull whose bytes are hashed."""
    _client(client, server, ["-count", 1, "-digest", blob, "-verify", "pull"])


def _client(client, server, options):
    command = [client, "-repository", f"{server.url}/v2/{REPOSITORY}", "-size", BLOB, *options]
    done = subprocess.run(on_core(LOAD_CORE, command), capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise LoadError(f"{server.name}: {done.stderr.strip()[-300:]}")
    return json.loads(done.stdout)


def _at(ordered, q):
    return ordered[min(len(ordered) - 1, int(len(ordered) * q))]
