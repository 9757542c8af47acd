"""What is measured."""

import dataclasses

MIB = 1 << 20
BLOB = 5 * MIB


@dataclasses.dataclass(frozen=True)
class Row:
    """
    kind: pull, push or manifest
    count, at_once: operations of a round, and how many of them at a time; a manifest row lasts for seconds instead
    memory: the data lie in memory, where fsync(2) costs nothing
    """

    name: str
    kind: str
    count: int
    at_once: int
    mode: str = ""
    memory: bool = False


def rows(pushes):
    return [
        Row("200 pulls of 5 MiB, 200 at once", "pull", 200, 200),
        Row("192 pulls of 5 MiB, 32 at once", "pull", 192, 32),
        Row("manifest GET by tag, 32 at once", "manifest", 0, 32),
        Row("push of 5 MiB, POST PUT", "push", pushes, 1, "push-put"),
        Row("push of 5 MiB, POST PATCH PUT", "push", pushes, 1, "push-patch"),
        Row("push of 5 MiB, POST PUT, without fsync", "push", pushes, 1, "push-put", True),
        Row("push of 5 MiB, POST PATCH PUT, without fsync", "push", pushes, 1, "push-patch", True),
    ]
