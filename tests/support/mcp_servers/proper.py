"""A tool server as the official package makes one, in the newer protocol: over its pipes, or with `http` over a port
that it names on its output.
"""

from __future__ import annotations

import asyncio
import base64
import socket
import sys
from typing import Any

from mcp.server.mcpserver import Context, Image, MCPServer

server = MCPServer("proper", version="2")
DOT = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@server.tool()
async def add(a: int, b: int, ctx: Context[Any, Any]) -> int:
    """Adds two numbers."""
    await ctx.report_progress(1, 2, "half")
    await ctx.info("adding")
    return a + b


@server.tool(title="A dot")
def dot() -> Image:
    """Draws a dot."""
    return Image(data=DOT, format="png")


@server.tool()
async def learn(ctx: Context[Any, Any]) -> str:
    """Has one tool more afterwards."""
    server.add_tool(lambda: "new", name="learned", description="It was not there before.")
    await ctx.notify_tools_changed()
    return "learned"


@server.tool()
def fail() -> str:
    """Fails."""
    raise ValueError("this cannot be done")


@server.prompt()
def greet(who: str) -> str:
    """Greets."""
    return f"Greet {who}."


@server.resource("note://one")
def note() -> str:
    """A note."""
    return "note one"


async def serve() -> None:
    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    app = server.streamable_http_app()
    await uvicorn.Server(uvicorn.Config(app, log_level="error")).serve(sockets=[listener])


if __name__ == "__main__":
    if sys.argv[1:] == ["http"]:
        asyncio.run(serve())
    else:
        server.run()
