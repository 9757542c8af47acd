"""The load generators, on the core of the load: each returns requests, seconds, and percentiles in microseconds."""

import dataclasses
import os
import re
import subprocess
import tempfile

from .processes import LOAD_CORE, on_core

LATENCY = os.path.join(os.path.dirname(__file__), "latency.lua")


class LoadError(Exception):
    pass


@dataclasses.dataclass
class Figures:
    requests: int
    seconds: float
    p50: float
    p99: float
    p999: float


def _run(command, seconds):
    done = subprocess.run(on_core(LOAD_CORE, command), capture_output=True, text=True, timeout=seconds + 30)
    if done.returncode:
        raise LoadError(f"{command[0]}: exit code {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def wrk(url, seconds, connections=64, header="User-Agent: wrk"):
    """As many requests as will go, one at a time on each connection."""
    out = _run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-H", header, "-s", LATENCY, url], seconds)
    found = re.search(r"FIGURES (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", out)
    if not found:
        raise LoadError(f"wrk: no figures in: {out[-300:]}")
    count, micros, p50, p99, p999, errors = map(int, found.groups())
    if errors or not count:
        raise LoadError(f"wrk: {errors} errors, {count} requests on {url}")
    return Figures(count, micros / 1e6, p50, p99, p999)


def h2load(url, seconds, connections=16, streams=8):
    """HTTP/2, as many requests as will go."""
    return _h2load(["-c", connections, "-m", streams, "-D", seconds, url], seconds)


def at_rate(url, seconds, rate, connections=64):
    """HTTP/1.1 at a fixed rate. A connection that is late sends its next request at once: the time that
    it was late is not in the percentiles, for any of the gateways."""
    each = max(1, round(rate / connections))
    return _h2load(["--h1", "-c", connections, "-D", seconds, f"--rps={each}", url], seconds)


def _h2load(arguments, seconds):
    with tempfile.NamedTemporaryFile() as log:
        out = _run(["h2load", "-t1", f"--log-file={log.name}", *map(str, arguments)], seconds)
        with open(log.name) as f:
            rows = [line.split("\t") for line in f]
    bad = sum(1 for row in rows if row[1] != "200")
    if bad or not rows:
        raise LoadError(f"h2load: {bad} of {len(rows)} requests failed: {out[-300:]}")
    micros = sorted(int(row[2]) for row in rows)
    first = min(int(row[0]) for row in rows)
    last = max(int(row[0]) + int(row[2]) for row in rows)
    at = lambda q: micros[min(len(micros) - 1, int(len(micros) * q))]
    return Figures(len(rows), (last - first) / 1e6, at(0.50), at(0.99), at(0.999))
