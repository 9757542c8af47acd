"""Lists and searches, one request at a time on one connection, each timed."""

import http.client
import json
import random
import time
import urllib.parse

from sidebyside.load import LoadError

PAGE = 1000
ROUNDS = 500
WORDS = ["key", "token", "header", "cookie", "quota", "cache", "bot", "trace", "payload", "geo",
         "guard", "limit", "rewrite", "filter", "audit", "mask", "sign", "route", "shape", "check"]
CATEGORIES = ["auth", "security", "protocol", "flow-control", "flow-monitor", "custom"]


class Asker:
    def __init__(self, server):
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.millis = []

    def ask(self, path):
        """The answer as JSON and its Link header."""
        began = time.perf_counter()
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        text = answer.read()
        self.millis.append(1000 * (time.perf_counter() - began))
        if answer.status != 200:
            raise LoadError(f"GET {path}: {answer.status} (expected: 200): {text[:200]!r}")
        return json.loads(text), answer.headers.get("Link")

    def p99(self):
        ordered = sorted(self.millis)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


def lists(server, count, checks):
    names, catalog = [], Asker(server)
    for _ in range(5):
        names = all_names(catalog)
    checks.add("_catalog, whole", len(names) == count, f"{len(names)} repositories (expected: {count})")
    checks.at_most(f"_catalog, pages of {PAGE}, p99", catalog.p99(), 50, " ms")
    tags, chosen, wrong = Asker(server), random.Random(6), 0
    for _ in range(ROUNDS):
        listed, _ = tags.ask(f"/v2/{chosen.choice(names)}/tags/list")
        wrong += len(listed["tags"]) != 10
    checks.add("tags, whole", wrong == 0, f"{wrong} of {ROUNDS} lists without their ten tags")
    checks.at_most("tags of a repository, p99", tags.p99(), 50, " ms")


def all_names(asker):
    names, path = [], f"/v2/_catalog?n={PAGE}"
    while path:
        listed, link = asker.ask(path)
        names += listed["repositories"]
        path = link[1:link.index(">")] if link else None
    return names


def search(server, count, checks):
    seconds = indexed(server, count)
    checks.add("search knows all of them", seconds is not None, f"{seconds or 60:.1f} s after the lists (expected: in 60 s)")
    asker, chosen = Asker(server), random.Random(7)
    found = 0
    for _ in range(ROUNDS):
        query = {"q": f"{chosen.choice(WORDS)} {chosen.choice(WORDS)[:3]}", "n": 24}
        if chosen.random() < 0.5:
            query["category"] = chosen.choice(CATEGORIES)
        page, _ = asker.ask("/api/v1/plugins?" + urllib.parse.urlencode(query))
        found += page["total"] > 0
    checks.add("searches that find something", found > ROUNDS / 4, f"{found} of {ROUNDS} (expected: more than a quarter)")
    checks.at_most("search, p99", asker.p99(), 50, " ms")


def indexed(server, count):
    """Seconds until a search for everything counts all; None after a minute."""
    asker, began = Asker(server), time.monotonic()
    while time.monotonic() - began < 60:
        page, _ = asker.ask("/api/v1/plugins?n=1")
        if page["total"] == count:
            return time.monotonic() - began
        time.sleep(0.1)
    return None
