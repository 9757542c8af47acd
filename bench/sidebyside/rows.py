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
    block: rows of one block that follow each other are taken in the same rounds
    observed: what the gateway tells of its requests: "log", or "trace-" and the percentage that is traced
    """

    name: str
    kind: str
    listener: str = "plain"
    path: str = "/"
    proxies: tuple = ALL
    block: str = ""
    observed: str = ""

    def __post_init__(self):
        object.__setattr__(self, "block", self.block or self.name)


ROWS = [
    Row("HTTP/1.1", "wrk", block="proxied"),
    Row("one-header plugin in Rust", "wrk", "rust", proxies=PLUGINS, block="proxied"),
    Row("one-header plugin in Go", "wrk", "go", proxies=PLUGINS, block="proxied"),
    Row("three plugins in Rust", "wrk", "three", proxies=PLUGINS, block="proxied"),
    Row("HTTP/1.1, direct", "wrk", path="/direct", block="direct"),
    Row("one-header plugin in Rust, direct", "wrk", "rust", "/direct", PLUGINS, "direct"),
    Row("one-header plugin in Go, direct", "wrk", "go", "/direct", PLUGINS, "direct"),
    Row("three plugins in Rust, direct", "wrk", "three", "/direct", PLUGINS, "direct"),
    Row("HTTP/2 from the client", "h2"),
    Row("HTTP/2 from the client, direct", "h2", path="/direct"),
    Row("TLS", "tls", "tls"),
    Row("TLS, direct", "tls", "tls", "/direct"),
    Row("1 MiB bodies", "big", path="/big"),
    Row("SSE, 100 streams x 50 events/s", "events", path="/sse?every=20"),
    Row("HTTP/1.1, not observed", "wrk", proxies=PLUGINS, block="observed"),
    Row("HTTP/1.1, observed: access log", "wrk", "logged", proxies=PLUGINS, block="observed", observed="log"),
    Row("HTTP/1.1, observed: 1 % traced", "wrk", proxies=("weir",), block="observed", observed="trace-1"),
    Row("HTTP/1.1, observed: 100 % traced", "wrk", proxies=("weir",), block="observed", observed="trace-100"),
    Row("equal rate", "rate"),
    Row("half load", "half", proxies=("weir",)),
]
IDLE = Row("idle SSE streams", "idle", path="/sse?every=0")
