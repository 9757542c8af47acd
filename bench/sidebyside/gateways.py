"""The gateways of a run, started once and measured by turns."""

import dataclasses
import os
import ssl
import sys
import urllib.request
from collections.abc import Callable

from . import envoy, haproxy, nginx, weir
from .parts import FROM_ORIGIN, ports
from .processes import Process, StartError


def probe(port, row):
    """The headers of one answer, or None when there is none."""
    context = ssl._create_unverified_context() if row.listener == "tls" else None
    scheme = "https" if context else "http"
    try:
        with urllib.request.urlopen(f"{scheme}://127.0.0.1:{port}{row.path}", timeout=5, context=context) as answer:
            return answer.headers
    except OSError:
        return None


@dataclasses.dataclass
class Gateway:
    """
    h2_apart: HTTP/2 in cleartext has a port of its own
    change: changes what it tells of its requests; others do so by listener
    """

    name: str
    process: Process
    ports: dict
    h2_apart: bool = False
    change: Callable[[str], None] = lambda observed: None
    observed: str = ""

    def observe(self, observed):
        """Has it tell of its requests what a row wants to be told; returns when it does."""
        if observed != self.observed:
            self.change(observed)
            self.observed = observed

    def can(self, row):
        """Whether it serves the row's listener and path: what the upstream answers has a mark."""
        answer = probe(self.ports[row.listener], row)
        return answer is not None and (row.path != "/direct" or FROM_ORIGIN not in answer)

    @property
    def pid(self):
        return self.process.pid


class Gateways:
    """Those that could be started; why another could not is said, and kept in `missing`."""

    def __init__(self, parts, envoy_binary, only):
        self._starts = {
            "weir": lambda p: Gateway("weir", weir.start(parts, p), p, change=lambda what: weir.observe(parts, p, what)),
            "envoy": lambda p: Gateway("envoy", envoy.start(parts, p, envoy_binary), p),
            "nginx": lambda p: Gateway("nginx", nginx.start(parts, p), p, h2_apart=True),
            "haproxy": lambda p: Gateway("haproxy", haproxy.start(parts, p), p, h2_apart=True),
        }
        self._starts = {name: start for name, start in self._starts.items() if not only or name in only}
        self.running, self.missing = {}, {}
        if not os.access(envoy_binary, os.X_OK):
            self._starts.pop("envoy", None)
            self.missing["envoy"] = "not fetched"

    def start(self):
        for name in self._starts:
            try:
                self.running[name] = self.fresh(name)
            except StartError as e:
                self.missing[name] = str(e)
                print(f"gateway: {name} is left out: {e}", file=sys.stderr)

    def knows(self, name):
        return name in self._starts

    def fresh(self, name):
        return self._starts[name](ports())

    def stop(self):
        for gateway in self.running.values():
            gateway.process.stop()
        self.running.clear()
