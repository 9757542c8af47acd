"""Half load for a long time: memory and file descriptors must stay where they are. Exit code 0: they do; 1: they grow; 2: could not run."""

import argparse
import os
import statistics
import sys
import time

from . import load, weir
from .events import raise_limit
from .machine import cpu_seconds, rss_kib
from .measure import Readers
from .parts import Parts, certificate, ports, start_events, start_origin
from .processes import LOAD_CORE, StartError, free_port

STREAMS = 100
SLICE = 15  # seconds between two looks
MOST_GROWTH = 0.05  # of resident memory, from the second quarter to the last
MOST_FILES = 16  # more than before, at the highest: how full a pool is at one look depends on the load before


def options():
    parser = argparse.ArgumentParser(prog="bench/soak", description=__doc__)
    parser.add_argument("--short", action="store_true", help="two minutes, to see that it runs")
    parser.add_argument("--minutes", type=float, help="how long (30; short: 2)")
    parser.add_argument("--root", help=argparse.SUPPRESS)
    return parser.parse_args()


class Look:
    """The gateway at one moment, with its connections of the load closed."""

    def __init__(self, pid):
        self.rss = rss_kib(pid) / 1024
        self.files = len(os.listdir(f"/proc/{pid}/fd"))
        self.threads = len(os.listdir(f"/proc/{pid}/task"))
        self.cpu = cpu_seconds(pid)


def soak(gateway, at, minutes):
    """Loads of several kinds by turns, and event streams all through."""
    base = f"http://127.0.0.1:{at['plain']}"
    full = load.wrk(f"{base}/", 10).requests / 10
    print(f"full load {full:.0f} requests a second; {minutes:g} minutes at half of it, and {STREAMS} event streams")
    slices = [
        lambda: load.at_rate(f"{base}/", SLICE, full / 2),
        lambda: load.at_rate(f"http://127.0.0.1:{at['rust']}/", SLICE, full / 4),
        lambda: load.h2load(f"{base}/", SLICE, connections=4, streams=4),
        lambda: load.wrk(f"{base}/big", SLICE, connections=4),
    ]
    looks, requests = [], 0
    with Readers(at["plain"], "/sse?every=20", STREAMS) as readers:
        end = time.monotonic() + minutes * 60
        while time.monotonic() < end:
            requests += slices[len(looks) % len(slices)]().requests
            time.sleep(1)
            looks.append(Look(gateway.pid))
            say(looks, requests)
        events, open_streams = readers.count()
    print(f"{requests} requests, {events} events, no error; {open_streams} of {STREAMS} streams still open")
    return looks, open_streams


def say(looks, requests):
    last = looks[-1]
    if len(looks) % 4 == 1:
        print(f"{len(looks) * (SLICE + 1) / 60:5.1f} min  {requests:>10} requests  RSS {last.rss:6.1f} MiB  "
              f"{last.files} files  {last.threads} threads", flush=True)


def verdict(looks, open_streams):
    """Compares the second quarter, by when all is compiled and pools are full, with the last."""
    quarter = max(1, len(looks) // 4)
    early, late = looks[quarter:2 * quarter] or looks[:1], looks[-quarter:]
    middle = lambda part, figure: statistics.median(getattr(look, figure) for look in part)
    growth = middle(late, "rss") / middle(early, "rss") - 1
    files = max(look.files for look in late) - max(look.files for look in early)
    threads = middle(late, "threads") - middle(early, "threads")
    checks = [
        (growth <= MOST_GROWTH, f"resident memory {growth:+.1%} (at most +{MOST_GROWTH:.0%})"),
        (files <= MOST_FILES, f"file descriptors at the highest {files:+.0f} (at most +{MOST_FILES})"),
        (threads <= 2, f"threads {threads:+.0f} (at most +2)"),
        (open_streams == STREAMS, f"{open_streams} event streams open (expected: {STREAMS})"),
    ]
    for good, text in checks:
        print("ok   " if good else "FAIL ", text)
    failed = sum(not good for good, _ in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    given = options()
    minutes = given.minutes or (2 if given.short else 30)
    folder = os.path.join(given.root, "target", "soak")
    os.makedirs(folder, exist_ok=True)
    raise_limit()
    os.sched_setaffinity(0, {LOAD_CORE})
    running = []
    try:
        parts = Parts(folder, given.root, free_port(), free_port(), *certificate(folder)).prepare()
        running += [start_origin(folder, parts.origin), start_events(folder, parts.events)]
        at = ports()
        gateway = weir.start(parts, at)
        running.append(gateway)
        load.wrk(f"http://127.0.0.1:{at['plain']}/", 10 if given.short else 30)
        return verdict(*soak(gateway, at, minutes))
    except (StartError, load.LoadError) as e:
        print(f"soak: {e}", file=sys.stderr)
        return 2
    finally:
        for process in reversed(running):
            process.stop()


if __name__ == "__main__":
    sys.exit(main())
