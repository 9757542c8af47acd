"""Envoy with one worker thread."""

import json
import os

from .parts import ANSWER, LOG_LINE
from .processes import PROXY_CORE, Process, free_port

TYPE = "type.googleapis.com/envoy.extensions."


def start(parts, ports, binary):
    folder = os.path.join(parts.folder, "envoy")
    os.makedirs(folder, exist_ok=True)
    config = os.path.join(folder, "envoy.json")
    with open(config, "w") as f:
        json.dump(bootstrap(parts, ports), f, indent=1)
    command = [binary, "-c", config, "--concurrency", 1, "--use-dynamic-base-id", "--log-level", "warning"]
    return Process("envoy", PROXY_CORE, command, os.path.join(folder, "log")).await_port(ports["plain"])


def bootstrap(parts, ports):
    chains = parts.chains()
    listeners = [listener(parts, name, ports[name], chains[name]) for name in chains]
    listeners.append(listener(parts, "tls", ports["tls"], [], tls=True))
    return {
        "admin": {"address": address(free_port())},
        "static_resources": {
            "listeners": listeners,
            "clusters": [cluster("origin", parts.origin), cluster("events", parts.events)],
        },
    }


def listener(parts, name, port, chain, tls=False):
    manager = {
        "@type": TYPE + "filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": name,
        "use_remote_address": True,  # so that it writes x-forwarded-for, as the others do
        "route_config": {"name": "all", "virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes()}]},
        "http_filters": [wasm(parts, f"{name}-{i}", language) for i, language in enumerate(chain)] + [
            {"name": "router", "typed_config": {"@type": TYPE + "filters.http.router.v3.Router"}}],
    }
    if name == "logged":
        manager["access_log"] = [{"name": "file", "typed_config": {
            "@type": TYPE + "access_loggers.file.v3.FileAccessLog", "path": parts.access_log("envoy"),
            "log_format": {"json_format": LOG_LINE}}}]
    filters = {"filters": [{"name": "http", "typed_config": manager}]}
    if tls:
        filters["transport_socket"] = {"name": "tls", "typed_config": {
            "@type": TYPE + "transport_sockets.tls.v3.DownstreamTlsContext",
            "common_tls_context": {
                "alpn_protocols": ["h2", "http/1.1"],
                "tls_certificates": [{"certificate_chain": {"filename": parts.certificate},
                                      "private_key": {"filename": parts.key}}]}}}
    return {"name": name, "address": address(port), "filter_chains": [filters]}


def routes():
    return [
        {"match": {"path": "/direct"}, "direct_response": {"status": 200, "body": {"inline_string": ANSWER}}},
        {"match": {"prefix": "/sse"}, "route": {"cluster": "events", "timeout": "0s"}},
        {"match": {"prefix": "/"}, "route": {"cluster": "origin"}},
    ]


def wasm(parts, name, language):
    return {"name": name, "typed_config": {
        "@type": TYPE + "filters.http.wasm.v3.Wasm",
        "config": {"name": name, "vm_config": {
            "vm_id": name, "runtime": "envoy.wasm.runtime.v8",
            "code": {"local": {"filename": parts.module(language)}}}}}}


def cluster(name, port):
    unlimited = {"max_connections": 100000, "max_pending_requests": 100000, "max_requests": 100000}
    return {
        "name": name, "connect_timeout": "2s", "circuit_breakers": {"thresholds": [unlimited]},
        "load_assignment": {"cluster_name": name, "endpoints": [
            {"lb_endpoints": [{"endpoint": {"address": address(port)}}]}]},
    }


def address(port):
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}
