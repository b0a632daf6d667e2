"""Bodies that are filled in after they were written as JSON."""

from __future__ import annotations

import json

import httpx2
from hypothesis import given
from hypothesis import strategies as st

from core.wire.filling import FillingClient, current_filling, filled

WORDS = st.text("0123456789abcdef", min_size=8, max_size=8)


@given(st.dictionaries(WORDS, st.binary(max_size=20).map(lambda data: data.hex().encode()), min_size=1), st.text())
def test_every_word_gives_way_to_its_bytes_and_nothing_else_changes(filling: dict[str, bytes], text: str) -> None:
    before = {"words": [f"data:{word}" for word in filling], "text": f"-{text}-"}
    if any(word in text for word in filling):
        return
    after = json.loads(filled(json.dumps(before).encode(), filling))
    assert after == {"words": [f"data:{value.decode()}" for value in filling.values()], "text": f"-{text}-"}


async def test_only_the_requests_of_the_task_that_has_them_are_filled() -> None:
    async with FillingClient() as client:
        token = current_filling.set({"word": b"bytes"})
        assert client.build_request("POST", "http://x.test", content=b"a word").content == b"a bytes"
        assert client.build_request("POST", "http://x.test", json={"a": "word"}).content == b'{"a":"word"}'
        current_filling.reset(token)
        request = client.build_request("POST", "http://x.test", content=b"a word")
        assert request.content == b"a word"
        assert isinstance(request, httpx2.Request)
