"""nginx with one worker process."""

import os

from .parts import ANSWER
from .processes import PROXY_CORE, Process


def start(parts, ports):
    folder = os.path.join(parts.folder, "nginx")
    os.makedirs(folder, exist_ok=True)
    config = os.path.join(folder, "nginx.conf")
    with open(config, "w") as f:
        f.write(CONFIG.format(
            folder=folder, plain=ports["plain"], h2=ports["rust"], tls=ports["tls"], origin=parts.origin,
            events=parts.events, certificate=parts.certificate, key=parts.key, answer=ANSWER.strip()))
    command = ["nginx", "-c", config, "-e", os.path.join(folder, "err")]
    return Process("nginx", PROXY_CORE, command, os.path.join(folder, "log")).await_port(ports["plain"])


# HTTP/2 in cleartext needs a port of its own there: it has that of a plugin, which it cannot run.
CONFIG = """daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid {folder}/pid;
events {{ worker_connections 20000; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  keepalive_requests 1000000000;
  upstream origin {{ server 127.0.0.1:{origin}; keepalive 256; keepalive_requests 1000000000; }}
  upstream events {{ server 127.0.0.1:{events}; keepalive 256; }}
  server {{
    listen 127.0.0.1:{plain} backlog=4096;
    listen 127.0.0.1:{h2} http2;
    listen 127.0.0.1:{tls} ssl http2;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Request-Id $request_id;
    location = /direct {{ return 200 "{answer}\\n"; }}
    location /sse {{ proxy_pass http://events; proxy_buffering off; }}
    location / {{ proxy_pass http://origin; }}
  }}
}}
"""
