"""Server-sent events: a source of many streams, and a client that counts what it gets. Run as programs of their own.

events.py source PORT             serves /sse?every=MILLISECONDS; 0: one event, then silence
events.py count PORT PATH STREAMS counts, and answers a line on standard input with the number of events
"""

import resource
import select
import socket
import sys
import time

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"
EVENT = b"data: " + b"e" * 120 + b"\n\n"
CHUNK = b"%x\r\n%s\r\n" % (len(EVENT), EVENT)
SLOTS = 20  # of a millisecond each: the streams are spread over them


def raise_limit():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Source:
    def __init__(self, port):
        self._listener = socket.create_server(("127.0.0.1", port), backlog=4096)
        self._poll = select.epoll()
        self._poll.register(self._listener, select.EPOLLIN)
        self._known = {}
        self._slots = [set() for _ in range(SLOTS)]
        self._next = 0

    def run(self):
        due, slot = time.monotonic(), 0
        while True:
            for fd, _ in self._poll.poll(max(0, due - time.monotonic())):
                self._accept() if fd == self._listener.fileno() else self._read(fd)
            while time.monotonic() >= due:
                for fd in list(self._slots[slot]):
                    self._send(fd, CHUNK)
                slot, due = (slot + 1) % SLOTS, due + 0.001

    def _accept(self):
        connection, _ = self._listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setblocking(False)
        self._known[connection.fileno()] = connection
        self._poll.register(connection, select.EPOLLIN)

    def _read(self, fd):
        try:
            got = self._known[fd].recv(4096)
        except BlockingIOError:
            return
        except OSError:
            got = b""
        if not got:
            self._drop(fd)
            return
        self._send(fd, HEAD + CHUNK)
        if b"every=0" not in got:
            self._next = (self._next + 1) % SLOTS
            self._slots[self._next].add(fd)

    def _send(self, fd, data):
        try:
            if fd in self._known and self._known[fd].send(data) != len(data):
                self._drop(fd)  # a reader that is so slow would see half an event
        except BlockingIOError:
            pass  # one event less for a slow reader
        except OSError:
            self._drop(fd)

    def _drop(self, fd):
        for slot in self._slots:
            slot.discard(fd)
        self._known.pop(fd).close()


class Counter:
    def __init__(self, port, path, streams):
        self._poll = select.epoll()
        self._open, self._events = {}, 0
        request = f"GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n".encode()
        for i in range(streams):
            connection = socket.create_connection(("127.0.0.1", port), 10)
            connection.sendall(request)
            connection.setblocking(False)
            self._open[connection.fileno()] = connection
            self._poll.register(connection, select.EPOLLIN)
            self._look(0)

    def run(self):
        self._poll.register(sys.stdin, select.EPOLLIN)
        while self._look(1):
            pass

    def _look(self, seconds):
        for fd, _ in self._poll.poll(seconds):
            if fd == sys.stdin.fileno():
                if not sys.stdin.readline():
                    return False
                print(self._events, len(self._open), flush=True)
                continue
            try:
                got = self._open[fd].recv(65536)
            except BlockingIOError:
                continue
            except OSError:
                got = b""
            self._events += got.count(b"data: ")
            if not got:
                self._open.pop(fd).close()
        return True


if __name__ == "__main__":
    raise_limit()
    if sys.argv[1] == "source":
        Source(int(sys.argv[2])).run()
    else:
        Counter(int(sys.argv[2]), sys.argv[3], int(sys.argv[4])).run()
