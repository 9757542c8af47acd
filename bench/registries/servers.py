"""Registries that run, each with a data folder of its own."""

import os

from sidebyside.processes import PROXY_CORE, Process, free_port

DISTRIBUTION = """version: 0.1
log: {{level: error, accesslog: {{disabled: true}}}}
storage:
  filesystem: {{rootdirectory: {data}}}
  delete: {{enabled: true}}
  cache: {{blobdescriptor: inmemory}}
http: {{addr: "127.0.0.1:{port}"}}
"""


class Server:
    """A registry on loopback. Its output is in FOLDER/NAME.log, its data below FOLDER/NAME."""

    def __init__(self, name, process, port, data):
        self.name, self.process, self.port, self.data = name, process, port, data

    @property
    def pid(self):
        return self.process.pid

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def peak_rss_mib(self):
        """The most memory that it ever had resident (VmHWM)."""
        with open(f"/proc/{self.pid}/status") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("VmHWM")) / 1024

    def stop(self):
        self.process.stop()


def weir(root, folder, name="weir", options=(), pinned=True):
    """The launcher's registry, which anybody may push to; pinned to the servers' core, or on all."""
    port, data = free_port(), os.path.join(folder, name)
    command = [os.path.join(root, "weir"), "registry", "--allow-anonymous", "--data", data,
               "--listen", f"127.0.0.1:{port}", *options]
    return _start(name, command, folder, port, data, {}, pinned)


def distribution(program, folder, name):
    """docker-registry and its successor distribution take the same configuration. Neither logs requests nor traces."""
    port, data = free_port(), os.path.join(folder, name)
    os.makedirs(data, exist_ok=True)
    config = os.path.join(folder, name + ".yaml")
    with open(config, "w") as f:
        f.write(DISTRIBUTION.format(data=data, port=port))
    return _start(name, [program, "serve", config], folder, port, data, {"OTEL_TRACES_EXPORTER": "none"})


def _start(name, command, folder, port, data, env, pinned=True):
    os.makedirs(folder, exist_ok=True)
    cores = PROXY_CORE if pinned else f"0-{os.cpu_count() - 1}"
    process = Process(name, cores, command, os.path.join(folder, name + ".log"), env)
    return Server(name, process.await_port(port), port, data)
