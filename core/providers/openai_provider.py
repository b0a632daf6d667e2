"""What both OpenAI providers share: the OpenAI SDK."""

from __future__ import annotations

import httpx2
import openai
from openai import AsyncOpenAI, AsyncStream

from core.providers.event_source import SDKStream
from core.providers.openai_client import build_openai
from core.providers.sdk_provider import SDKProvider


class OpenAIProvider(SDKProvider[AsyncOpenAI]):
    refusal = openai.APIStatusError

    def _build(self) -> AsyncOpenAI:
        return build_openai(self._spec, self._key, self._http)

    def _open(self, client: AsyncOpenAI, response: httpx2.Response) -> SDKStream:
        # Plain objects instead of the SDK's models: those are built without validation too, at four times the cost.
        return AsyncStream[object](cast_to=object, response=response, client=client)
