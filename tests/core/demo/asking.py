"""Requests to the demo in a few words."""

from __future__ import annotations

import json

from core.demo.asked import Asked, read_request


def asked(*said: str, model: str = "tour") -> Asked:
    """A Chat Completions request: the user's and the model's words in turn, the tools of the demo offered."""
    messages = [{"role": ("user", "assistant")[n % 2], "content": text} for n, text in enumerate(said)]
    tools = [{"type": "function", "function": {"name": "get_current_time"}}]
    body = json.dumps({"model": model, "stream": True, "messages": messages, "tools": tools}).encode()
    request = read_request("/v1/chat/completions", body)
    assert request is not None
    return request
