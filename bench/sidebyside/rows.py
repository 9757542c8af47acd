"""What is measured, and who can."""

import dataclasses

PLUGINS = ("weir", "envoy")
ALL = ("weir", "envoy", "nginx", "haproxy")


@dataclasses.dataclass(frozen=True)
class Row:
    """
    name: as the table has it
    kind: how it is loaded, a function of measure.py
    listener: the port, as parts.py names it
    path: with /direct the gateway answers itself
    """

    name: str
    kind: str
    listener: str = "plain"
    path: str = "/"
    proxies: tuple = ALL


ROWS = [
    Row("HTTP/1.1", "wrk"),
    Row("HTTP/1.1, direct", "wrk", path="/direct"),
    Row("one-header plugin in Rust", "wrk", "rust", proxies=PLUGINS),
    Row("one-header plugin in Rust, direct", "wrk", "rust", "/direct", PLUGINS),
    Row("one-header plugin in Go", "wrk", "go", proxies=PLUGINS),
    Row("one-header plugin in Go, direct", "wrk", "go", "/direct", PLUGINS),
    Row("three plugins in Rust", "wrk", "three", proxies=PLUGINS),
    Row("three plugins in Rust, direct", "wrk", "three", "/direct", PLUGINS),
    Row("HTTP/2 from the client", "h2"),
    Row("HTTP/2 from the client, direct", "h2", path="/direct"),
    Row("TLS", "tls", "tls"),
    Row("TLS, direct", "tls", "tls", "/direct"),
    Row("1 MiB bodies", "big", path="/big"),
    Row("SSE, 100 streams x 50 events/s", "events", path="/sse?every=20"),
    Row("equal rate", "rate"),
    Row("half load", "half", proxies=("weir",)),
]
IDLE = Row("idle SSE streams", "idle", path="/sse?every=0")
