"""Memory of idle event streams."""

import resource
import time

from . import load
from .machine import rss_kib
from .measure import Readers

WANTED = 10_000
SPARE = 400


def streams():
    """As many of those wanted as a process may have descriptors for: two for each."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return WANTED if limit == resource.RLIM_INFINITY else min(WANTED, (limit - SPARE) // 2)


def kib_each(gateway, path, count):
    """Resident memory of a warm gateway with the streams open, less that without, for each."""
    url = f"http://127.0.0.1:{gateway.ports['plain']}/"
    load.wrk(url, 3)
    time.sleep(1)
    before = rss_kib(gateway.pid)
    with Readers(gateway.ports["plain"], path, count) as readers:
        readers.count()
        time.sleep(2)
        events, still = readers.count()
        if still != count or events < count:
            raise load.LoadError(f"{still} of {count} streams open, {events} events")
        return (rss_kib(gateway.pid) - before) / count, before
