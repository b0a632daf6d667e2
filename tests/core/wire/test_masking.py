"""No key gets through, and what is quoted from a server is safe to show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.wire.excerpt import LONGEST, excerpt
from core.wire.masking import MASK, mask_bytes, mask_headers, mask_text, mask_url, secrets_in

KEY = "canary-7f3a9c-key"


def test_headers_that_carry_secrets() -> None:
    secret = ["Authorization", "x-api-key", "api-key", "Cookie", "set-cookie", "X-Goog-Api-Key", "My-Secret-Token"]
    masked = mask_headers([(name, KEY) for name in secret])
    assert masked == [(name, MASK) for name in secret]
    assert mask_headers([("authorization", f"Bearer {KEY}")]) == [("authorization", f"Bearer {MASK}")]
    assert mask_headers([("accept", "text/plain"), ("x-note", f"the {KEY}")], [KEY]) == [
        ("accept", "text/plain"),
        ("x-note", f"the {MASK}"),
    ]


def test_secrets_of_a_request_are_found_again_in_what_a_server_echoes() -> None:
    secrets = secrets_in([("authorization", f"Bearer {KEY}"), ("x-api-key", "other-secret"), ("accept", "nothing")])
    assert mask_text(f"you sent {KEY} and other-secret, nothing else", secrets) == (
        f"you sent {MASK} and {MASK}, nothing else"
    )


def test_what_looks_like_a_key() -> None:
    for text in ("sk-abcdefgh12345", "Bearer abcdefgh.ijkl", "api_key=abcdefgh", '"x-api-key": "abcdefgh"'):
        assert "abcdefgh" not in mask_text(f"it says {text} there")
    assert mask_text("a task-list and a risk-free sketch") == "a task-list and a risk-free sketch"


def test_addresses() -> None:
    assert mask_url("https://host/v1?key=abc&q=1") == f"https://host/v1?key={MASK}&q=1"
    assert mask_url("https://host/v1?api_key=abc") == f"https://host/v1?api_key={MASK}"
    assert mask_url("http://me:secret@host/x") == f"http://{MASK}@host/x"
    assert mask_url("https://host/pa%20ss%2Fword", ["pa ss/word"]) == f"https://host/{MASK}"
    assert mask_url("https://host/v1/chat") == "https://host/v1/chat"


@given(st.lists(st.text(min_size=6, max_size=12), max_size=3), st.text())
def test_told_secrets_never_stay(secrets: list[str], around: str) -> None:
    text = around.join(["", *secrets, ""])
    masked = mask_text(text, secrets)
    raw = mask_bytes(text.encode("utf-8", "replace"), [s for s in secrets if s.isascii()])
    assert len(raw) == len(text.encode("utf-8", "replace"))
    for secret in secrets:
        if not set(secret) & set(MASK + "*"):
            assert secret not in masked
            assert not secret.isascii() or secret.encode() not in raw


def test_an_excerpt_of_a_page_is_its_words() -> None:
    page = (
        b"<!doctype html><html><head><title>Sign in</title><style>x{}</style><script>var a=1</script></head><h1>Hello"
    )
    assert excerpt(page) == "Sign in Hello"
    assert excerpt(b'{"you": "sent canary-7f3a9c-key"}', [KEY]) == '{"you": "sent ' + MASK + '"}'


@given(st.binary(max_size=400), st.sampled_from([b"", b"<", b"\xef\xbb\xbf <html>"]))
def test_an_excerpt_is_one_short_visible_line(body: bytes, start: bytes) -> None:
    words = excerpt(start + body)
    assert len(words) <= LONGEST
    assert all(mark == " " or mark.isprintable() for mark in words)


def test_an_excerpt_of_a_hostile_page_is_quick_and_visible() -> None:
    assert excerpt(b"<" * 100_000) != ""
    assert excerpt(b"<script " * 20_000) == ""
    assert excerpt("a\u202eb\u2066c\x1b[31md\u200b\U000e0041".encode()) == "a b c [31md"
