"""Processes on a core of their own, which end with this one."""

import os
import shutil
import signal
import socket
import subprocess
import time

PROXY_CORE = 0
LOAD_CORE = 1


class StartError(Exception):
    pass


def on_core(core, command):
    return [shutil.which("taskset") or "taskset", "-c", str(core), *map(str, command)]


def free_port():
    """A port below those of outgoing connections, which could take it meanwhile."""
    for port in range(20000 + os.getpid() % 5000, 32000):
        with socket.socket() as s:
            try:
                s.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port not in _given:
            _given.add(port)
            return port
    raise StartError("no free port between 20000 and 32000")


_given = set()


class Process:
    """A server; its output goes to a file."""

    def __init__(self, name, core, command, log, env=None):
        self.name, self._log = name, log
        with open(log, "wb") as out:
            self._child = subprocess.Popen(
                on_core(core, command), stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                env={**os.environ, **(env or {})})

    @property
    def pid(self):
        return self._child.pid

    def await_port(self, port, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._child.poll() is not None:
                raise StartError(f"{self.name}: exit code {self._child.returncode}; see {self._log}")
            try:
                socket.create_connection(("127.0.0.1", port), 0.5).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise StartError(f"{self.name}: port {port} not open after {seconds} s; see {self._log}")

    def stop(self):
        if self._child.poll() is None:
            self._child.send_signal(signal.SIGTERM)
            try:
                self._child.wait(5)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
