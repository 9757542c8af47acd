"""Pauses in the log of the garbage collector."""

import re

PAUSE = re.compile(r"Pause .* (\d+(?:\.\d+)?)ms")


def mark(log):
    """Where the log ends now."""
    try:
        with open(log, "rb") as f:
            return f.seek(0, 2)
    except FileNotFoundError:
        return 0


def since(log, at):
    """The pauses behind a mark, in milliseconds."""
    try:
        with open(log, "rb") as f:
            f.seek(at)
            return [float(x) for x in PAUSE.findall(f.read().decode())]
    except FileNotFoundError:
        return []
