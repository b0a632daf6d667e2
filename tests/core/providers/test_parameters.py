"""Optional parameters that a server rejects."""

from __future__ import annotations

from typing import Any

import pytest

from core.providers.parameters import OptionalParameters


class _Refusal(Exception):
    """An SDK's error, as far as it matters here."""

    def __init__(self, body: object, status: int = 400) -> None:
        super().__init__("refused")
        self.status_code = status
        self.body = body


SENT: dict[str, Any] = {"temperature": 0.2, "max_tokens": 50, "stream_options": {}, "tools": [], "stream": True}


@pytest.mark.parametrize(
    ("body", "left_out"),
    [
        ({"message": "Unsupported value", "param": "temperature"}, "temperature"),
        ({"message": "Unknown parameter: 'stream_options.include_usage'.", "param": None}, "stream_options"),
        ({"message": "odd", "param": "stream_options.include_usage"}, "stream_options"),
        ({"message": "your organization must be verified to stream", "param": "stream"}, "stream"),
        ({"message": "registry/gemma:2b does not support tools"}, "tools"),
        ({"detail": [{"loc": ["body", "temperature"], "msg": "Extra inputs are not permitted"}]}, "temperature"),
        ("temperature: Extra inputs are not permitted", "temperature"),
    ],
)
def test_the_named_one_is_left_out_from_then_on(body: object, left_out: str) -> None:
    learned = OptionalParameters()
    notice = learned.learn("m", SENT, _Refusal(body))
    assert notice is not None
    assert left_out in notice.text
    assert set(learned.adjusted("m", SENT)) == set(SENT) - {left_out}
    assert learned.adjusted("another model", SENT) == SENT


def test_a_renamed_one_keeps_its_value() -> None:
    learned = OptionalParameters(required=frozenset({"max_tokens"}))
    text = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
    notice = learned.learn("m", SENT, _Refusal({"message": text, "param": "max_tokens"}))
    assert notice is not None
    adjusted = learned.adjusted("m", SENT)
    assert adjusted["max_completion_tokens"] == 50
    assert "max_tokens" not in adjusted


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message": "temperature", "param": "temperature"}, 500),
        ({"message": "odd message", "param": "messages[3].content"}, 400),
        ({"message": "The maximum context length is 9 tokens; lower max_tokens", "param": "max_tokens"}, 400),
        ({"message": "Nothing about it"}, 400),
        ({"message": "max_tokens: field required", "param": "max_tokens"}, 400),
        (None, 400),
    ],
)
def test_another_complaint_changes_nothing(body: object, status: int) -> None:
    learned = OptionalParameters(required=frozenset({"max_tokens"}))
    assert learned.learn("m", SENT, _Refusal(body, status)) is None
    assert learned.adjusted("m", SENT) == SENT
