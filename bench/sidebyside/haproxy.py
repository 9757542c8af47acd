"""HAProxy with one thread."""

import os

from .parts import ANSWER
from .processes import PROXY_CORE, Process


def start(parts, ports):
    folder = os.path.join(parts.folder, "haproxy")
    os.makedirs(folder, exist_ok=True)
    both = os.path.join(folder, "both.pem")
    with open(both, "w") as out:
        for part in (parts.certificate, parts.key):
            with open(part) as f:
                out.write(f.read())
    config = os.path.join(folder, "haproxy.cfg")
    with open(config, "w") as f:
        f.write(CONFIG.format(plain=ports["plain"], h2=ports["rust"], tls=ports["tls"], origin=parts.origin,
                              events=parts.events, both=both, answer=ANSWER.strip()))
    return Process("haproxy", PROXY_CORE, ["haproxy", "-db", "-f", config], os.path.join(folder, "log")).await_port(
        ports["plain"])


# HTTP/2 in cleartext needs a port of its own there: it has that of a plugin, which it cannot run.
CONFIG = """global
  nbthread 1
  maxconn 9900
defaults
  mode http
  timeout connect 2s
  timeout client 5m
  timeout server 5m
  option forwardfor
frontend all
  bind 127.0.0.1:{plain} backlog 4096
  bind 127.0.0.1:{h2} proto h2
  bind 127.0.0.1:{tls} ssl crt {both} alpn h2,http/1.1
  unique-id-format %[uuid()]
  unique-id-header X-Request-Id
  http-request return status 200 content-type text/plain string "{answer}\\n" if {{ path /direct }}
  use_backend events if {{ path_beg /sse }}
  default_backend origin
backend origin
  server origin 127.0.0.1:{origin}
backend events
  server events 127.0.0.1:{events}
"""
