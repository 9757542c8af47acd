"""Measures Weir beside Envoy, nginx and HAProxy. Exit code 0: all goals met; 1: some missed; 2: could not measure."""

import argparse
import json
import os
import signal
import sys
import time

from . import goals, table
from .events import raise_limit
from .gateways import Gateways
from .parts import Parts, certificate, start_events, start_origin
from .processes import LOAD_CORE, StartError, free_port
from .run import Plan, Run


def options():
    parser = argparse.ArgumentParser(prog="bench/gateway", description=__doc__)
    parser.add_argument("--short", action="store_true", help="one short round of each row, some four minutes")
    parser.add_argument("--rounds", type=int, help="rounds of each row (5; short: 1)")
    parser.add_argument("--seconds", type=int, help="seconds of a round (3; short: 1)")
    parser.add_argument("--only", default="", metavar="TEXT", help="rows whose name has this text")
    parser.add_argument("--gateway", action="append", help="weir, envoy, nginx or haproxy; repeatable")
    parser.add_argument("--max-others", type=float, default=15, metavar="PERCENT",
                        help="a round in which others took more of the machine is thrown away (15)")
    parser.add_argument("--json", help="where the figures go (target/gateway/result.json)")
    parser.add_argument("--root", help=argparse.SUPPRESS)
    parser.add_argument("--envoy", help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    given = options()
    plan = Plan(given.rounds or (1 if given.short else 5), given.seconds or (1 if given.short else 3),
                1 if given.short else 3, 20 if given.short else 60, 4 if given.short else 20, given.max_others / 100, given.only)
    if (os.cpu_count() or 1) < 2:
        print("gateway: one core (expected: two, one for the gateway and one for the load)", file=sys.stderr)
        return 2
    folder = os.path.join(given.root, "target", "gateway")
    os.makedirs(folder, exist_ok=True)
    raise_limit()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that what was started is stopped
    os.sched_setaffinity(0, {LOAD_CORE})
    started = time.monotonic()
    helpers = []
    try:
        parts = Parts(folder, given.root, free_port(), free_port(), *certificate(folder)).prepare()
        helpers += [start_origin(folder, parts.origin), start_events(folder, parts.events)]
        run = Run(plan, Gateways(parts, given.envoy, given.gateway), parts, [h.pid for h in helpers])
        run.all()
    except StartError as e:
        print(f"gateway: {e}", file=sys.stderr)
        return 2
    finally:
        for helper in helpers:
            helper.stop()
    return report(run, given.json or os.path.join(folder, "result.json"), time.monotonic() - started)


def report(run, file, seconds):
    verdicts = goals.verdicts(run.results)
    with open(file, "w") as f:
        json.dump({"rows": run.results, "goals": [{**vars(v), "met": v.met} for v in verdicts], "notes": run.notes,
                   "thrown": run.thrown, "seconds": round(seconds)}, f, indent=1)
    print("\n".join(table.rows(run.results)), "\n")
    for verdict in verdicts:
        print(verdict.line())
    for note in run.notes:
        print("note:", note)
    missed = sum(not verdict.met for verdict in verdicts)
    print(f"{run.thrown} rounds thrown away for other load; {seconds:.0f} s; figures: {file}")
    print(f"{len(verdicts) - missed} passed, {missed} failed")
    return 1 if missed or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main())
