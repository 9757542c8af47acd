"""What a bench pushes: a blob, and an image of it under a tag."""

import hashlib
import http.client
import json
import random
import urllib.parse

OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_EMPTY = "application/vnd.oci.empty.v1+json"


class PushError(Exception):
    pass


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def random_bytes(size, seed):
    return random.Random(seed).randbytes(size)


class Pusher:
    """One connection to a registry that anybody may push to."""

    def __init__(self, url):
        self._connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=60)

    def blob(self, repository, content):
        location = self._send("POST", f"/v2/{repository}/blobs/uploads/", b"", {}, 202)
        at = urllib.parse.urlsplit(location)
        query = at.query + ("&" if at.query else "") + "digest=" + urllib.parse.quote(digest(content))
        self._send("PUT", f"{at.path}?{query}", content, {"Content-Type": "application/octet-stream"}, 201)
        return digest(content)

    def image(self, repository, tag, layer):
        """An artifact of one layer, with the empty configuration; returns its manifest's digest."""
        self.blob(repository, b"{}")
        self.blob(repository, layer)
        return self.manifest(repository, tag, manifest_of(layer))

    def manifest(self, repository, tag, content):
        self._send("PUT", f"/v2/{repository}/manifests/{tag}", content, {"Content-Type": OCI_MANIFEST}, 201)
        return digest(content)

    def _send(self, method, path, body, headers, expected):
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status != expected:
            raise PushError(f"{method} {path}: {answer.status} (expected: {expected}): {text[:300]!r}")
        return answer.headers.get("Location", "")


def manifest_of(layer, annotations=None):
    return json.dumps({
        "schemaVersion": 2,
        "mediaType": OCI_MANIFEST,
        "artifactType": "application/vnd.wasm.content.v1",
        "config": {"mediaType": OCI_EMPTY, "digest": digest(b"{}"), "size": 2},
        "layers": [{"mediaType": "application/wasm", "digest": digest(layer), "size": len(layer)}],
        "annotations": annotations or {"org.opencontainers.image.title": "bench"},
    }).encode()
