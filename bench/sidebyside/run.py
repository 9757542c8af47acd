"""The rounds of a run."""

import dataclasses
import itertools
import statistics
import sys
import time

from . import idle, pauses, weir
from .load import LoadError
from .machine import compiler_seconds
from .measure import Measure
from .rows import IDLE, ROWS

CALM = 0.05  # of a core
KEYS = ("cpu", "rate", "p50", "p99", "p999", "rss", "others")


@dataclasses.dataclass
class Plan:
    """
    rounds: of each row, of so many seconds
    retries: of a round in which others took more than max_others
    first, warm: seconds that Weir runs before at most, in the first row and in each other
    """

    rounds: int
    seconds: int
    retries: int
    first: int
    warm: int
    max_others: float
    only: str


class Run:
    def __init__(self, plan, gateways, parts, helpers):
        self._plan, self._gateways, self._parts = plan, gateways, parts
        self._measure = Measure(helpers, 5000)
        self.results, self.notes = {}, []
        self.thrown = 0

    def all(self):
        self._gateways.start()
        try:
            self._warm()
            for _, rows in itertools.groupby((row for row in ROWS if self._plan.only in row.name), key=lambda row: row.block):
                self._block(list(rows))
        finally:
            self._gateways.stop()
        if self._plan.only in IDLE.name:
            self._idle()

    def _warm(self):
        """A gateway that compiles while it runs must have done so for each row."""
        limit = self._plan.first
        for row in [r for r in ROWS if self._plan.only in r.name and r.kind not in ("rate", "half")]:
            self._observe(row)
            for gateway in self._of(row):
                self._try(row, gateway, 1)
                if gateway.name == "weir":
                    self._warm_up(row, gateway, limit)
            limit = self._plan.warm

    def _warm_up(self, row, gateway, limit):
        """Until its compiler has next to nothing to do, or the limit is reached: then the figures hold what it does."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            before, started = compiler_seconds(gateway.pid), time.monotonic()
            self._try(row, gateway, 2)
            if compiler_seconds(gateway.pid) - before < CALM * (time.monotonic() - started):
                return
        self._note(f"{row.name}: Weir still compiled after {limit} s, and its figures hold that")

    def _observe(self, row):
        """Gateways tell of their requests what the row is about, and nothing else."""
        for gateway in self._gateways.running.values():
            gateway.observe(row.observed)
        self._parts.empty_logs()

    def _of(self, row):
        running = self._gateways.running
        return [running[name] for name in row.proxies if name in running and self._can(row, running[name])]

    def _can(self, row, gateway):
        can = self._parts.has_chain(row.listener) and gateway.can(row)
        if not can:
            self._note(f"{row.name}, {gateway.name}: it has no such plugin, listener or route")
        return can

    def _try(self, row, gateway, seconds):
        try:
            return self._measure.take(row, gateway, seconds)
        except LoadError as e:
            self._note(f"{row.name}, {gateway.name}: {e}")
            return None

    def _note(self, text):
        if text not in self.notes:
            self.notes.append(text)

    def _block(self, rows):
        """Each round takes each row with each gateway: what is compared was measured in the same seconds."""
        print(", ".join(row.name for row in rows), "...", file=sys.stderr)
        mark = pauses.mark(weir.gc_log(self._parts))
        samples = {row.name: {gateway.name: [] for gateway in self._of(row)} for row in rows}
        for _ in range(self._plan.rounds):
            for row in rows:
                self._observe(row)
                for gateway in self._of(row):
                    samples[row.name][gateway.name].append(self._quiet(row, gateway))
        for row in rows:
            self.results[row.name] = {name: summary(taken) for name, taken in samples[row.name].items() if any(taken)}
            self._learn(row, mark)

    def _quiet(self, row, gateway):
        """A sample with little other load, or None when there is no such moment."""
        for _ in range(1 + self._plan.retries):
            sample = self._try(row, gateway, self._plan.seconds)
            if sample is None or sample.others <= self._plan.max_others:
                return sample
            self.thrown += 1
        self._note(f"{row.name}, {gateway.name}: a round is missing: others took more than "
                   f"{self._plan.max_others:.0%} of the machine each time")
        return None

    def _learn(self, row, mark):
        """The rates of later rows come of the first."""
        found = self.results[row.name]
        if row.name == ROWS[0].name and found:
            self._measure.rate = min(figures["rate"] for figures in found.values()) / 2
            if "weir" in found:
                self._measure.half = found["weir"]["rate"] / 2
        if row.kind == "half" and "weir" in found:
            found["weir"]["pauses"] = pauses.since(weir.gc_log(self._parts), mark)

    def _idle(self):
        count = idle.streams()
        if count < idle.WANTED:
            self._note(f"{IDLE.name}: {count} instead of {idle.WANTED}: a process may have no more descriptors here")
        self.results[IDLE.name] = {}
        for name in IDLE.proxies:
            if name not in self._gateways.missing and self._gateways.knows(name):
                self._idle_of(name, count)

    def _idle_of(self, name, count):
        print(f"{IDLE.name}, {name} ...", file=sys.stderr)
        gateway = self._gateways.fresh(name)
        try:
            kib, base = idle.kib_each(gateway, IDLE.path, count)
            self.results[IDLE.name][name] = {"kib": kib, "base": base, "streams": count}
        except LoadError as e:
            self._note(f"{IDLE.name}, {name}: {e}")
        finally:
            gateway.process.stop()


def summary(samples):
    """The median of each figure over the rounds, of which some may be missing."""
    taken = [sample for sample in samples if sample]
    medians = {key: statistics.median(getattr(s, key) for s in taken) for key in KEYS}
    return medians | {"rounds": len(taken), "cpu_of_rounds": [sample and sample.cpu for sample in samples]}
