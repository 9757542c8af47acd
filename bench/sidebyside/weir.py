"""Weir with one worker, started by its own launcher."""

import json
import os
import subprocess

from .parts import ANSWER
from .processes import PROXY_CORE, Process, StartError, free_port


def start(parts, ports):
    folder = os.path.join(parts.folder, "weir")
    os.makedirs(folder, exist_ok=True)
    document = configuration(parts, ports)
    config = os.path.join(folder, "gateway.json")
    program = os.path.join(parts.root, "weir")
    for without in (None, "tls", "direct"):
        leave_out(document, without)
        problems = check(program, config, document)
        if not problems:
            break
    else:
        raise StartError("weir: " + problems)
    command = [program, "run", "--config", config, "--data", os.path.join(folder, "data"), "--workers", 1,
               "--admin", f"127.0.0.1:{free_port()}", "--log-level", "warn"]
    options = os.environ.get("WEIR_JAVA_OPTS", "") + f" -Xlog:gc:file={gc_log(parts)}::filecount=0"
    return Process("weir", PROXY_CORE, command, os.path.join(folder, "log"), {"WEIR_JAVA_OPTS": options}).await_port(
        ports["plain"])


def gc_log(parts):
    return os.path.join(parts.folder, "weir", "gc.log")


def check(program, config, document):
    """What is wrong with the configuration, or nothing."""
    with open(config, "w") as f:
        json.dump(document, f, indent=1)
    checked = subprocess.run([program, "check", config], capture_output=True, text=True)
    return (checked.stdout + checked.stderr).strip()[:2000] if checked.returncode else ""


def leave_out(document, feature):
    """Without a feature that this version has not got its rows say that they could not be measured."""
    if feature == "tls":
        document["listeners"].pop()
    if feature == "direct":
        document["routes"].pop(0)


def configuration(parts, ports):
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
        "tls": {"certificateRefs": [{"certificate": parts.certificate, "privateKey": parts.key}]}})
    return {
        "listeners": listeners,
        "upstreams": [upstream("origin", parts.origin), upstream("events", parts.events)],
        "plugins": plugins,
        "routes": [
            {"name": "direct", "matches": [{"path": {"type": "Exact", "value": "/direct"}}],
             "filters": [{"type": "DirectResponse", "directResponse": {"statusCode": 200, "body": ANSWER}}]},
            {"name": "events", "matches": [{"path": {"value": "/sse"}}], "backendRefs": [{"name": "events"}]},
            {"name": "origin", "backendRefs": [{"name": "origin"}]},
        ],
    }


def upstream(name, port):
    return {"name": name, "endpoints": [f"127.0.0.1:{port}"]}
