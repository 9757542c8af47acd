"""An echo server on the library websockets; prints its port."""

import asyncio
import sys

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed


async def serve_one(connection):
    try:
        await echo(connection)
    except ConnectionClosed:
        pass  # as the case has it


async def echo(connection):
    async for message in connection:
        if message == "close":
            await connection.close(4001, "as asked")
        elif message == "break":
            connection.transport.abort()
        elif message == "fragments":
            await connection.send(["a", "b", "c"])
        elif message == "ping":
            await (await connection.ping(b"are you there"))
            await connection.send("answered")
        else:
            await connection.send(message)


async def main():
    async with serve(serve_one, "127.0.0.1", 0, max_size=None, subprotocols=["chat"]) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
