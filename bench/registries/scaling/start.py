"""From the command to the first answer."""

import time
import urllib.error
import urllib.request

from sidebyside.processes import StartError

from .. import servers


def start(root, folder):
    """The registry over the data in folder, and the seconds until it answered."""
    began = time.monotonic()
    server = servers.weir(root, folder, pinned=False)
    while time.monotonic() - began < 60:
        try:
            with urllib.request.urlopen(server.url + "/v2/", timeout=5):
                return server, time.monotonic() - began
        except (urllib.error.URLError, OSError):
            time.sleep(0.005)
    server.stop()
    raise StartError("weir: no answer after 60 s")
