"""Fills a registry with 10,000 repositories of ten tags each, starts it anew, and measures the start, lists, search and
memory. Exit code 0: all goals met; 1: some missed; 2: could not measure."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile

from sidebyside.load import LoadError
from sidebyside.processes import StartError

from .. import servers
from ..checks import Checks
from . import questions
from .start import start

MEMORY = "/dev/shm"


def options():
    parser = argparse.ArgumentParser(prog="bench/registry scale", description=__doc__)
    parser.add_argument("--short", action="store_true", help="500 repositories, half a minute")
    parser.add_argument("--repositories", type=int, help="how many (10000; short: 500), of ten tags each")
    parser.add_argument("--keep", action="store_true", help="leave the data folder, and print its path")
    for hidden in ("--root", "--client"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    given = options()
    count = given.repositories or (500 if given.short else 10_000)
    base = os.path.join(given.root, "target", "registry-scale")
    os.makedirs(base, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="run-", dir=base)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that what was started is stopped
    try:
        fill(given, folder, count)
        return measure(given, folder, count)
    except (StartError, LoadError) as e:
        print(f"registry scale: {e}", file=sys.stderr)
        return 2
    finally:
        if given.keep:
            print("data:", folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def fill(given, folder, count):
    """In memory, where each of the pushes need not wait for a disk; then the files are moved."""
    memory = tempfile.mkdtemp(prefix="registry-scale-", dir=MEMORY)
    try:
        server = servers.weir(given.root, memory)
        try:
            print(f"pushing {count} repositories of ten tags", file=sys.stderr)
            command = [given.client, "-repository", server.url, "-count", str(count), "-at-once", "16", "fill"]
            done = subprocess.run(command, capture_output=True, text=True, timeout=1800)
            if done.returncode:
                raise LoadError(f"filling: {done.stderr.strip()[-300:]}")
        finally:
            server.stop()
        shutil.move(server.data, os.path.join(folder, "weir"))
    finally:
        shutil.rmtree(memory, ignore_errors=True)


def measure(given, folder, count):
    checks = Checks()
    server, seconds = start(given.root, folder)
    try:
        checks.at_most(f"start with {count} repositories, to the first answer", seconds, 3, " s")
        questions.lists(server, count, checks)
        questions.search(server, count, checks)
        checks.add("memory", True, f"{server.peak_rss_mib():.0f} MiB resident at most (no goal)")
    finally:
        server.stop()
    return checks.close()


if __name__ == "__main__":
    sys.exit(main())
