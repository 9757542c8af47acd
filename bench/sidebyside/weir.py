"""Weir with one worker, started by its own launcher."""

import json
import os
import subprocess
import time
import urllib.request

from .parts import ANSWER, FROM_ORIGIN, LOG_LINE
from .processes import PROXY_CORE, Process, StartError, free_port


def start(parts, ports):
    folder = os.path.join(parts.folder, "weir")
    os.makedirs(folder, exist_ok=True)
    config = write(parts, ports, "")
    program = os.path.join(parts.root, "weir")
    check(program, config)
    command = [program, "run", "--config", config, "--data", os.path.join(folder, "data"), "--workers", 1,
               "--admin", f"127.0.0.1:{free_port()}", "--log-level", "warn"]
    options = os.environ.get("WEIR_JAVA_OPTS", "") + f" -Xlog:gc:file={gc_log(parts)}::filecount=0"
    return Process("weir", PROXY_CORE, command, os.path.join(folder, "log"), {"WEIR_JAVA_OPTS": options}).await_port(
        ports["plain"])


def observe(parts, ports, observed):
    """Changes the configuration of the running gateway; returns when the change is live."""
    config = write(parts, ports, observed)
    url = f"http://127.0.0.1:{ports['plain']}{mark(observed)}"
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if answers_itself(url):
            return
        time.sleep(0.05)
    raise StartError(f"weir: {config} not live after 30 s; see {os.path.join(parts.folder, 'weir', 'log')}")


def answers_itself(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return FROM_ORIGIN not in answer.headers
    except OSError:
        return False


def write(parts, ports, observed):
    config = os.path.join(parts.folder, "weir", "gateway.json")
    with open(config + ".new", "w") as f:
        json.dump(configuration(parts, ports, observed), f, indent=1)
    os.replace(config + ".new", config)
    return config


def mark(observed):
    """A path that the gateway answers itself under this configuration only."""
    return f"/observed/{observed or 'nothing'}"


def gc_log(parts):
    return os.path.join(parts.folder, "weir", "gc.log")


def check(program, config):
    checked = subprocess.run([program, "check", config], capture_output=True, text=True)
    if checked.returncode:
        raise StartError("weir: " + (checked.stdout + checked.stderr).strip()[:2000])


def configuration(parts, ports, observed):
    chains = parts.chains()
    plugins, listeners = [], []
    for name, chain in chains.items():
        names = [f"{name}-{i}" for i in range(len(chain))]
        listeners.append({"name": name, "address": f"127.0.0.1:{ports[name]}", "plugins": [{"name": n} for n in names]})
        # Each has a VM of its own, as it has with Envoy: equal plugins would share one here.
        plugins += [{"name": n, "url": f"file://{parts.module(language)}", "pluginConfig": {"name": n}}
                    for n, language in zip(names, chain)]
    listeners.append({
        "name": "tls", "address": f"127.0.0.1:{ports['tls']}", "protocol": "HTTPS",
        "tls": {"certificates": [{"certificate": parts.certificate, "key": parts.key}]}})
    return {
        "gateway": observability(parts, observed),
        "listeners": listeners,
        "upstreams": [upstream("origin", parts.origin), upstream("events", parts.events)],
        "plugins": plugins,
        "routes": [
            direct("direct", "/direct"),
            direct("observed", mark(observed)),
            {"name": "events", "matches": [{"path": {"value": "/sse"}}], "backendRefs": [{"name": "events"}]},
            {"name": "origin", "backendRefs": [{"name": "origin"}]},
        ],
    }


def observability(parts, observed):
    if observed == "log":
        return {"accessLog": {"path": parts.access_log("weir"), "json": LOG_LINE}}
    if observed.startswith("trace-"):
        return {"tracing": {"endpoint": f"http://127.0.0.1:{parts.origin}/v1/traces",
                            "samplingPercent": int(observed.removeprefix("trace-"))}}
    return {}


def direct(name, path):
    return {"name": name, "matches": [{"path": {"type": "Exact", "value": path}}],
            "filters": [{"type": "DirectResponse", "directResponse": {"status": 200, "body": ANSWER}}]}


def upstream(name, port):
    return {"name": name, "endpoints": [f"127.0.0.1:{port}"]}
