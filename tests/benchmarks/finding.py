"""Search over a store of many messages, on asyncio and without a window. Prints JSON."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from core.codec import to_json
from core.conversations.opening import FILE
from core.conversations.search import INDEX, Search
from core.conversations.store import Store
from core.messages import Message, Role, TextPart
from tests.benchmarks.gauges import percentiles

IN_ONE: Final = 40  # messages of a conversation
ROUNDS: Final = 60
WORDS: Final = 14  # of a message, half of them Korean
NEEDLES: Final = 7  # messages that have the rare words

_ENGLISH: Final = "bcdfghklmnprstvz", "aeiou"
_COLUMNS: Final = "conversation, id, parent, seen, position, role, created, provider, model, data"


def vocabulary(rng: random.Random) -> tuple[list[str], list[str]]:
    """English-like and Korean-like words, the frequent ones first."""
    consonants, vowels = _ENGLISH
    english = [
        "".join(rng.choice(consonants) + rng.choice(vowels) for _ in range(rng.randint(1, 4))) for _ in range(9000)
    ]
    syllables = [chr(0xAC00 + 28 * rng.randint(0, 398) + rng.choice((0, 0, 0, 4, 8, 16, 21))) for _ in range(700)]
    korean = ["".join(rng.choice(syllables) for _ in range(rng.choice((1, 2, 2, 3, 4)))) for _ in range(15000)]
    return english, korean


def texts(number: int, rng: random.Random, english: list[str], korean: list[str]) -> Iterator[str]:
    """Messages in which few words are frequent and many are rare, as in a language: halves of messages, paired anew."""

    def half(words: list[str]) -> str:
        return " ".join(words[int(rng.paretovariate(0.5)) % len(words)] for _ in range(WORDS // 2))

    left, right = ([half(words) for _ in range(50_000)] for words in (english, korean))
    for place in range(number):
        more = " quixotic jabberwock 뷁쉛" if place % (number // NEEDLES) == 5 else ""
        yield f"{left[int(rng.random() * 50_000)]} {right[int(rng.random() * 50_000)]}.{more}"


def fill(folder: Path, number: int, words: tuple[list[str], list[str]]) -> None:
    """Messages into an empty store, as they stand in one."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        rest = (0, 0, "", "", "", "", "", "", "", 0, "", "")
        count = len(connection.execute("SELECT * FROM conversations LIMIT 0").description)
        connection.executemany(
            f"INSERT INTO conversations VALUES ({', '.join('?' * count)})",
            (
                (key, f"c{key}", f"{words[0][key % 9000]} {words[1][key % 15000]}", "first", 1e9, 1e9 + key, key, *rest)
                for key in range(1, number // IN_ONE + 2)
            ),
        )
        connection.executemany(f"INSERT INTO messages ({_COLUMNS}) VALUES ({', '.join('?' * 10)})", rows(number, words))
        connection.execute("COMMIT")


def rows(number: int, words: tuple[list[str], list[str]]) -> Iterator[tuple[object, ...]]:
    told = {
        role: json.dumps(to_json(Message("ID", role, (TextPart("TEXT"),), created=2.0))).replace("{", "{{")
        for role in (Role.USER, Role.ASSISTANT)
    }
    forms = {
        role: form.replace("}", "}}").replace('"ID"', '"{id}"').replace('"TEXT"', '"{text}"')
        for role, form in told.items()
    }
    for place, text in enumerate(texts(number, random.Random(2), *words)):
        role = Role.ASSISTANT if place % 2 else Role.USER
        data = forms[role].format(id=f"m{place}", text=text)
        parent = f"m{place - 1}" if place % IN_ONE else None
        yield place // IN_ONE + 1, f"m{place}", parent, 1, float(place), role.value, 1e9 + place * 60, "p", "m", data


def queries(words: tuple[list[str], list[str]]) -> dict[str, list[str]]:
    """What is asked for, by kind."""
    english, korean = words
    rng = random.Random(3)
    long = [word for word in english if len(word) >= 6]
    return {
        "a frequent word": [english[rank] for rank in range(ROUNDS)],
        "one letter": list("".join(_ENGLISH)),
        "a word in seven messages": ["quixotic", "jabberwock", "quix", "뷁쉛"],
        "a word that is nowhere": [f"x{rng.choice(long)}" for _ in range(ROUNDS)],
        "the beginning of some word": [rng.choice(long)[: rng.randint(3, 5)] for _ in range(ROUNDS)],
        "one Korean syllable": [rng.choice(rng.choice(korean)) for _ in range(ROUNDS)],
        "two Korean syllables": [word[:2] for word in rng.choices([w for w in korean if len(w) > 1], k=ROUNDS)],
        "a phrase": [f'"{english[rng.randint(0, 9)]} {english[rng.randint(0, 99)]}"' for _ in range(ROUNDS)],
        "a frequent and a rare word": [f"{letter} quixotic" for letter in "".join(_ENGLISH)],
    }


async def measure(folder: Path, number: int) -> dict[str, object]:
    words = vocabulary(random.Random(1))
    store = await Store.open(folder)
    await store.aclose()
    began = time.monotonic()
    await asyncio.to_thread(fill, folder, number, words)
    result: dict[str, object] = {"messages": number, "fill_s": time.monotonic() - began}
    store = await Store.open(folder)
    began = time.monotonic()
    search = await Search.open(store, gently=False)
    await search.settled()
    result["index_s"] = time.monotonic() - began
    result["store_mb"] = (folder / FILE).stat().st_size / 1e6
    result["index_mb"] = (folder / INDEX).stat().st_size / 1e6
    result["kinds"] = {kind: await timed(search, asked) for kind, asked in queries(words).items()}
    result["typed"] = await typed(search, ["quixotic jabberwock", f"{words[0][3]} {words[1][2]}", "뷁쉛"])
    await search.aclose()
    await store.aclose()
    return result


async def timed(search: Search, asked: list[str]) -> dict[str, float]:
    """Milliseconds to the first page."""
    spent = []
    for query in asked:
        began = time.monotonic()
        await search.find(query)
        spent.append((time.monotonic() - began) * 1000)
    return {**percentiles(spent), "max": max(spent), "queries": len(spent)}


async def typed(search: Search, phrases: list[str]) -> dict[str, float]:
    """Letter by letter, 20 ms apart, each taking the place of the one before: milliseconds from the last letter to its
    page, and the longest time that the loop was busy."""
    spent, late = [], [0.0]
    loop = asyncio.get_running_loop()
    for phrase in phrases * 7:
        running: asyncio.Task[object] | None = None
        for length in range(1, len(phrase) + 1):
            if running is not None:
                running.cancel()
            pressed = time.monotonic()
            running = loop.create_task(search.find(phrase[:length]))
            if length < len(phrase):
                await asyncio.sleep(0.02)
                late.append((time.monotonic() - pressed - 0.02) * 1000)
        if running is not None:
            await running
        spent.append((time.monotonic() - pressed) * 1000)
    return {**percentiles(spent), "max": max(spent), "late": max(late)}


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(measure(Path(folder), number))))


if __name__ == "__main__":
    main(int(sys.argv[1]))
