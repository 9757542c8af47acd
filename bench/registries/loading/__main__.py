"""Measures the registry beside Debian's docker-registry and distribution 3.1.
Exit code 0: all goals met; 1: some missed; 2: could not measure."""

import argparse
import json
import os
import signal
import sys
import time

from sidebyside.load import LoadError
from sidebyside.processes import LOAD_CORE, StartError

from ..checks import Checks
from ..content import PushError
from . import report
from .run import Plan, Run

SERVERS = ["weir", "distribution", "docker-registry"]


def options():
    parser = argparse.ArgumentParser(prog="bench/registry load", description=__doc__)
    parser.add_argument("--short", action="store_true", help="one round of each row, some two minutes")
    parser.add_argument("--rounds", type=int, help="rounds of each row (5; short: 1)")
    parser.add_argument("--only", default="", metavar="TEXT", help="rows whose name has this text")
    parser.add_argument("--server", action="append", choices=SERVERS, help="repeatable; without: all")
    parser.add_argument("--json", help="where the figures go (target/registry-load/result.json)")
    for hidden in ("--root", "--distribution", "--client"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    given = options()
    short = given.short
    if (os.cpu_count() or 1) < 2:
        print("registry load: one core (expected: two, one for the server and one for the load)", file=sys.stderr)
        return 2
    chosen = [name for name in SERVERS if name in (given.server or SERVERS)]
    plan = Plan(given.rounds or (1 if short else 5), 1 if short else 3, 3 if short else 10, 4 if short else 30, given.only, chosen)
    folder = os.path.join(given.root, "target", "registry-load")
    os.makedirs(folder, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that what was started is stopped
    os.sched_setaffinity(0, {LOAD_CORE})
    started = time.monotonic()
    run = Run(plan, folder, given.root, given.distribution, given.client)
    try:
        run.all()
    except (StartError, LoadError, PushError) as e:
        print(f"registry load: {e}", file=sys.stderr)
        return 2
    return close(run, given.json or os.path.join(folder, "result.json"), time.monotonic() - started)


def close(run, file, seconds):
    checks = Checks()
    print("\n".join(report.table(run.results)))
    print("peak RSS, MiB:", ", ".join(f"{name} {mib:.0f}" for name, mib in run.rss.items()), "\n")
    report.judge(run.results, run.rss, checks)
    for note in run.notes:
        print("note:", note)
    with open(file, "w") as f:
        json.dump({"rows": run.results, "rss": run.rss, "checks": checks.all, "notes": run.notes}, f, indent=1)
    print(f"{seconds:.0f} s; figures: {file}")
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
