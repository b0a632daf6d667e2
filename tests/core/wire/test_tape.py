"""The file of recordings: what is written is read back, old files go on working, what is wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wire.recording import Chunk, Ending, Recording
from core.wire.tape import RecordingError, Tape, dumps, is_recording, load, loads, save
from tests.core.wire.test_recording import recordings

OLD = Path(__file__).parents[2] / "recordings" / "version-1.jsonl"
words = st.text(max_size=20)
tapes = st.builds(
    Tape,
    recordings=st.lists(recordings, min_size=1, max_size=3).map(tuple),
    by=words,
    made=words,
    texts_removed=st.booleans(),
    versions=st.dictionaries(words, words, max_size=2),
)


@given(tapes)
def test_what_is_written_is_read_back(tape: Tape) -> None:
    text = dumps(tape)
    assert loads(text) == tape
    assert text.count("\n") == 1 + sum(len(each.chunks) + 2 for each in tape.recordings)


@given(
    st.sampled_from(['{"model":"m","n":[1,2.5],"텍스트":"강"}', "{}", '{"a": 1}', "no json", '"text"', "[1]", "5", "{"])
)
def test_a_request_is_kept_to_the_letter(request_body: str) -> None:
    tape = Tape((Recording((), request=request_body),))
    assert loads(dumps(tape)) == tape


def test_a_file_is_readable_and_says_what_it_is(tmp_path: Path) -> None:
    body = (Chunk(0.5, b"data: \xea\xb0\x80\r\n\r\n"), Chunk(1.0, b"\xff"))
    tape = Tape((Recording(body, ending=Ending.BROKEN, request='{"model":"m"}'),), by="Rivulet 0.1.0")
    path = tmp_path / "a.rivrec"
    save(tape, path)
    assert load(path) == tape
    assert is_recording(path)
    assert "가" in path.read_text("utf-8")
    assert '"request": {"model": "m"}' in path.read_text("utf-8")


def test_a_file_of_version_1_goes_on_working() -> None:
    assert is_recording(OLD)
    (recording,) = load(OLD).recordings
    assert (recording.protocol, recording.path, recording.status) == ("openai-chat", "/v1/chat/completions", 200)
    assert [chunk.at for chunk in recording.chunks] == [0.31, 0.42, 0.47, 0.9]
    assert recording.chunks[1].data.endswith(b"\xed\x9d")
    assert "바다로 흐른다." in recording.body().decode()
    assert (recording.headers_at, recording.ending, recording.ended_at) == (0.21, Ending.COMPLETE, 0.95)


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("", "not a recording", 0),
        ("{}\n", "not a recording", 1),
        ("[1]\n", "not a recording", 1),
        ('{"rivulet-recording": 3}\n', "newer version", 1),
        ('{"rivulet-recording": "x"}\n', "version is no number", 1),
        ("nonsense", "line 1: it is not JSON", 1),
        ("5\n", "line 1: it is not an object", 1),
        ('{"rivulet-recording": 2}\n', "no exchange", 1),
        ('{"rivulet-recording": 2}\n{"at": 1, "text": "x"}\n{"exchange": 1}\n', "line 2: it stands before", 2),
        ('{"rivulet-recording": 2}\n{"exchange": 1}\n{"at": 1, "text": "x"\n', "line 3: it is not JSON", 3),
        ('{"rivulet-recording": 1}\n{"at": -1, "text": "x"}\n', "line 2: “at” is no number of seconds", 2),
        ('{"rivulet-recording": 1}\n{"at": NaN, "text": "x"}\n', "no number of seconds", 2),
        ('{"rivulet-recording": 1}\n\n{"at": 1}\n', "line 3: a chunk has neither", 3),
        ('{"rivulet-recording": 1}\n{"at": 1, "base64": "%"}\n', "“base64” cannot be read", 2),
        ('{"rivulet-recording": 1}\n{"end": "never"}\n', "none of complete, broken", 2),
        ('{"rivulet-recording": 1, "headers": [["a"]]}\n', "not pairs", 1),
        ('{"rivulet-recording": 1, "status": "many"}\n', "status", 1),
        ("[" * 100_000, "line 1", 1),
    ],
)
def test_what_is_wrong_is_told_by_its_line(text: str, said: str, line: int) -> None:
    with pytest.raises(RecordingError, match=said) as caught:
        loads(text)
    assert caught.value.line == line


def test_files_that_are_no_recordings(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\xff\xfe")
    assert not is_recording(path)
    with pytest.raises(RecordingError, match="not text"):
        load(path)
    path.write_text('{"a": "rivulet-recording"', "utf-8")
    assert is_recording(path)  # it says so; why it is none is told when it is read
    assert not is_recording(tmp_path / "none")


def test_a_shorter_file_by_hand_is_fine() -> None:
    text = '{"rivulet-recording": 1, "more": 1}\n\n{"at": 0, "text": "data: x\\n\\n"}\n'
    assert loads(text).recordings[0].body() == b"data: x\n\n"
