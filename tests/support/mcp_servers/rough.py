"""A tool server over its pipes that behaves as its first argument says; standard library only, so that it starts fast.

well | crash | crash_once FILE | die_at_start | hang | hang_at_call | flood | endless | change | lie | big | stubborn |
children | greet | environment
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

MODE = sys.argv[1] if len(sys.argv) > 1 else "well"
_lock = threading.Lock()
_changed = False


def say(message: dict[str, Any]) -> None:
    text = json.dumps({"jsonrpc": "2.0", **message})
    with _lock:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def answer(number: object, result: dict[str, Any]) -> None:
    say({"id": number, "result": result})


def text(words: str, **more: Any) -> dict[str, Any]:
    return {"content": [{"type": "text", "text": words}], **more}


def tool(name: str, description: str = "", schema: object = None, **more: Any) -> dict[str, Any]:
    usual = {"type": "object", "properties": {"text": {"type": "string"}}}
    return {"name": name, "description": description, "inputSchema": usual if schema is None else schema, **more}


def tools() -> list[dict[str, Any]]:
    if MODE == "lie":
        return [
            tool("fine"),
            tool("no_object", schema="string"),
            tool("list", schema={"type": "array"}),
            tool("either", schema={"type": "object", "anyOf": [{"type": "object"}]}),
            tool("odd_property", schema={"type": "object", "properties": {"what is it?": {"type": "string"}}}),
            tool("elsewhere", schema={"type": "object", "properties": {"a": {"$ref": "https://example.com/a"}}}),
            tool("nowhere", schema={"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}}),
            tool("broken", schema={"type": "object", "properties": {"a": {"type": "strnig"}}}),
            tool("mended", schema={"type": "object", "properties": {"a": {"type": "array"}}, "required": ["a", "b"]}),
            tool("answers_otherwise", outputSchema={"type": "object", "required": ["n"]}),
            {"description": "it has no name"},
        ]
    description = "Says it back, louder." if _changed else "Says it back."
    return [tool("echo", description, annotations={"readOnlyHint": True, "title": "Echo"}), tool("slow"), tool("env")]


def call(number: object, name: str, arguments: dict[str, Any], token: object) -> None:
    global _changed
    if MODE == "crash" or (MODE == "crash_once" and not Path(sys.argv[2]).exists()):
        if MODE == "crash_once":
            Path(sys.argv[2]).write_text("crashed", encoding="utf-8")
        sys.stderr.write("out of cheese\n")
        sys.stderr.flush()
        os._exit(3)
    if MODE == "hang_at_call":
        return None
    if MODE == "flood":
        for count in range(6_000):
            say({"method": "notifications/message", "params": {"level": "info", "data": f"line {count}"}})
        for count in range(600):
            params = {"progressToken": token, "progress": count, "total": 600}
            say({"method": "notifications/progress", "params": params})
    if MODE == "change":
        _changed = True
        for _ in range(50):
            say({"method": "notifications/tools/list_changed"})
    if MODE == "big":
        return answer(number, text("x" * int(arguments["text"])))
    if name == "slow":
        for step in range(1, 4):
            params = {"progressToken": token, "progress": step, "total": 4, "message": f"step {step}"}
            say({"method": "notifications/progress", "params": params})
        return None  # it ends when it is cancelled
    if name == "env":
        return answer(number, text(json.dumps(dict(os.environ)), structuredContent={"folder": str(Path.cwd())}))
    if name == "answers_otherwise":
        return answer(number, text("no number", structuredContent={"m": 1}))
    return answer(number, text(str(arguments.get("text", "")), isError=arguments.get("text") == "fail"))


def main() -> None:
    if MODE == "die_at_start":
        sys.stderr.write("I need a file that is not there\n")
        sys.exit(2)
    if MODE == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if MODE == "greet":
        sys.stdout.write("Welcome to the server.\n\n{not json}\n")
        sys.stdout.flush()
    if MODE == "children":
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdout=subprocess.DEVNULL)
    for line in sys.stdin:
        message = json.loads(line)
        method, number, params = message.get("method"), message.get("id"), message.get("params") or {}
        if MODE == "hang":
            continue
        if method == "initialize":
            has = {"tools": {"listChanged": True}, "prompts": {}, "resources": {}}
            info = {"name": "rough", "version": "1"}
            answer(number, {"protocolVersion": "2025-06-18", "capabilities": has, "serverInfo": info})
        elif method == "tools/list":
            answer(number, {"tools": tools()})
            if MODE == "endless":
                sys.stdout.write("x" * 40_000_000)
                sys.stdout.flush()
        elif method == "prompts/list":
            asks = [{"name": "who", "description": "Whom to greet", "required": True}]
            answer(number, {"prompts": [{"name": "greet", "description": "Greets", "arguments": asks}]})
        elif method == "prompts/get":
            words = {"type": "text", "text": f"Greet {params['arguments']['who']}."}
            answer(number, {"messages": [{"role": "user", "content": words}]})
        elif method == "resources/list":
            answer(number, {"resources": [{"uri": "note://one", "name": "one", "mimeType": "text/plain"}]})
        elif method == "resources/read":
            answer(number, {"contents": [{"uri": params["uri"], "mimeType": "text/plain", "text": "note one"}]})
        elif method == "tools/call":
            token = params.get("_meta", {}).get("progressToken")
            call(number, params["name"], params.get("arguments") or {}, token)
        elif method == "notifications/cancelled":
            sys.stderr.write(f"cancelled {params['requestId']}\n")
            sys.stderr.flush()
        elif number is not None:
            say({"id": number, "error": {"code": -32601, "message": "Method not found"}})
    while MODE == "stubborn":
        time.sleep(0.05)


if __name__ == "__main__":
    main()
