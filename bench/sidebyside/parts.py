"""What every gateway is given: upstreams, plugins, certificate, ports."""

import dataclasses
import os
import subprocess

from . import module
from .processes import LOAD_CORE, Process, free_port

ANSWER = "a" * 127 + "\n"
BIG = 1 << 20
FROM_ORIGIN = "x-origin"
LISTENERS = ("plain", "logged", "rust", "go", "three", "tls")

# The module of each plugin of a listener's chain; they add one header to the request and one to the answer.
MODULES = ("rs", "go")
CHAINS = {"rust": ["rs"], "go": ["go"], "three": ["rs", "rs", "rs"]}

# A line of the access log, in the words that Envoy and Weir have in common.
LOG_LINE = {
    "time": "%START_TIME%", "method": "%REQ(:METHOD)%", "path": "%REQ(:PATH)%", "protocol": "%PROTOCOL%",
    "status": "%RESPONSE_CODE%", "flags": "%RESPONSE_FLAGS%", "received": "%BYTES_RECEIVED%", "sent": "%BYTES_SENT%",
    "ms": "%DURATION%", "client": "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%", "agent": "%REQ(USER-AGENT)%",
    "id": "%REQ(X-REQUEST-ID)%", "upstream": "%UPSTREAM_HOST%", "route": "%ROUTE_NAME%",
}


@dataclasses.dataclass
class Parts:
    """Shared by all gateways of a run."""

    folder: str
    root: str
    origin: int
    events: int
    certificate: str
    key: str

    def prepare(self):
        """Copies the modules to where all gateways take them from."""
        for language in MODULES:
            source = os.path.join(self.root, f"plugins-{language}", "out", "cycle.wasm")
            if os.path.exists(source):
                module.for_all(source, self.module(language))
        return self

    def module(self, language):
        return os.path.join(self.folder, f"cycle-{language}.wasm")

    def access_log(self, gateway):
        return os.path.join(self.folder, gateway, "access.log")

    def empty_logs(self):
        """Access logs of a row grow by some hundred megabytes; who writes one appends."""
        for gateway in ("weir", "envoy"):
            if os.path.exists(self.access_log(gateway)):
                os.truncate(self.access_log(gateway), 0)

    def has_chain(self, listener):
        return all(os.path.exists(self.module(language)) for language in CHAINS.get(listener, []))

    def chains(self):
        """Of each listener in cleartext with its plugins."""
        return {name: CHAINS.get(name, []) for name in LISTENERS if name != "tls" and self.has_chain(name)}


def ports():
    return {name: free_port() for name in LISTENERS}


def certificate(folder):
    """A self-signed one, on a P-256 key, for 127.0.0.1."""
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
        check=True, capture_output=True)
    return cert, key


def start_origin(folder, port):
    """nginx, which answers 128 bytes to everything but /big, one MiB. It takes traces as well, and drops them."""
    os.makedirs(os.path.join(folder, "files"), exist_ok=True)
    with open(os.path.join(folder, "files", "big"), "wb") as f:
        f.write(b"b" * BIG)
    config = os.path.join(folder, "origin.conf")
    with open(config, "w") as f:
        f.write(ORIGIN.format(folder=folder, port=port, answer=ANSWER.strip()))
    command = ["nginx", "-c", config, "-e", os.path.join(folder, "origin.err")]
    return Process("origin", LOAD_CORE, command, os.path.join(folder, "origin.log")).await_port(port)


def start_events(folder, port):
    source = os.path.join(os.path.dirname(__file__), "events.py")
    command = ["python3", source, "source", port]
    return Process("events", LOAD_CORE, command, os.path.join(folder, "events.log")).await_port(port)


ORIGIN = """daemon off;
worker_processes 1;
pid {folder}/origin.pid;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  client_max_body_size 64m;
  client_body_temp_path {folder}/origin-body;
  proxy_temp_path {folder}/origin-proxy;
  fastcgi_temp_path {folder}/origin-fastcgi;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    location = /big {{ root {folder}/files; sendfile on; tcp_nopush on; }}
    location / {{ add_header X-Origin nginx; return 200 "{answer}\\n"; }}
  }}
}}
"""
