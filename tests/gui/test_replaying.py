"""Recordings in the window: saved from the wire, dropped to be played, controlled, edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QPushButton

from core.messages import FinishReason, Outcome, Role
from core.wire.kinds import EventKind
from core.wire.tape import RecordingError, load, loads
from gui.replay.editor import RecordingEditor
from gui.replay.save_dialog import SaveDialog
from tests.gui.replay_stage import ReplayStage, replay_stage

OLD = Path(__file__).parents[1] / "recordings" / "version-1.jsonl"
QUESTION = "What time is it in Seoul and New York?"


async def save_to(stage: ReplayStage, path: Path, *, report: bool = False, one: bool = False) -> None:
    """By the button of the wire view and its dialog."""
    view = stage.wire()
    view.record.click()
    dialog = stage.found(SaveDialog, "saveRecordingDialog")
    dialog.report.setChecked(report)
    if one:
        dialog.one.setChecked(True)
    dialog.go_on.click()
    place = dialog.findChild(QFileDialog, "recordingPlaceDialog")
    assert place is not None
    place.fileSelected.emit(str(path))
    place.reject()
    await stage.until(path.exists)
    await stage.until(lambda: "is saved" in stage.page.notices.text())


async def test_a_turn_is_saved_and_plays_again_when_it_is_dropped(tmp_path: Path) -> None:
    async with replay_stage(tmp_path) as stage:
        conversation = await stage.ask(QUESTION)
        await save_to(stage, tmp_path / "turn.rivrec")
        tape = load(tmp_path / "turn.rivrec")
        assert len(tape.recordings) == 2
        assert not tape.versions
        replay = await stage.replayed(tmp_path / "turn.rivrec")
        await stage.until(lambda: stage.bar().isVisible())
        stage.bar().speed.setCurrentIndex(2)
        await replay.session.wait_idle()
        assert [m.text() for m in replay.session.messages] == [m.text() for m in conversation.session.messages]
        assert (replay.title, replay.temporary) == ("Replay of turn", True)
        assert "nothing is sent" in stage.bar().title.text()
        assert stage.keeper.store is not None
        await stage.keeper.written()
        assert await stage.keeper.store.entry(replay.id) is None
        stage.book.open(conversation.id)
        assert stage.bar().isHidden()
        stage.book.open(replay.id)
        assert stage.bar().isVisible()


async def test_a_file_for_a_report_has_versions_and_no_texts(tmp_path: Path) -> None:
    async with replay_stage(tmp_path) as stage:
        await stage.ask(QUESTION)
        await save_to(stage, tmp_path / "report.rivrec", report=True, one=True)
        text = (tmp_path / "report.rivrec").read_text("utf-8")
        tape = loads(text)
        assert len(tape.recordings) == 1
        assert tape.texts_removed
        assert "python" in tape.versions
        assert "Seoul" not in text
        assert "nothing was sent" in stage.page.notices.text()


async def test_what_is_written_into_a_replay_is_answered_by_the_recording(tmp_path: Path) -> None:
    async with replay_stage(tmp_path) as stage:
        replay = await stage.replayed(OLD)
        stage.bar().speed.setCurrentIndex(2)
        await replay.session.wait_idle()
        stage.page.choose(stage.answerers.first_choice())  # even where another provider is chosen
        await stage.ask("and now?")
        assert [m.text() for m in replay.session.messages if m.role is Role.ASSISTANT] == [
            "The river 바다로 흐른다."
        ] * 2
        await stage.until(stage.bar().again.isEnabled)
        stage.bar().again.click()
        await replay.session.wait_idle()
        last = replay.session.messages[-1]
        assert replay.session.versions(last.id).count == 2


async def test_it_stops_before_a_kind_steps_and_goes_on(tmp_path: Path) -> None:
    async with replay_stage(tmp_path) as stage:
        replay = await stage.replayed(OLD)
        bar = stage.bar()
        bar._actions[EventKind.END].trigger()
        bar.speed.setCurrentIndex(2)
        await stage.until(lambda: bar.position.text().startswith("Stopped before: the end"))
        await stage.until(bar.step.isEnabled)
        assert "3 of 5 events" in bar.position.text()
        assert bar.pause.accessibleName() == "Go on"
        QTest.keyClick(bar.step, Qt.Key.Key_Space)
        await stage.until(lambda: "4 of 5" in bar.position.text())
        bar.pause.click()
        await replay.session.wait_idle()
        assert replay.session.messages[-1].outcome is Outcome.FINISHED
        await stage.until(lambda: bar.again.isEnabled() and not bar.step.isEnabled())


async def test_another_recording_takes_the_place_of_the_first_and_stop_works_at_a_pause(tmp_path: Path) -> None:
    async with replay_stage(tmp_path) as stage:
        first = await stage.replayed(OLD)
        stage.bar().pause.click()
        second = await stage.replayed(OLD)
        assert stage.book.find(first.id) is None
        await stage.until(lambda: not first.live)
        stage.bar().pause.click()
        await stage.until(lambda: second.live)
        stage.page.stop()
        await second.session.wait_idle()
        assert second.session.messages[-1].outcome is Outcome.STOPPED


async def test_a_copy_is_edited_checked_and_played(tmp_path: Path) -> None:
    async with replay_stage(tmp_path) as stage:
        replay = await stage.replayed(OLD)
        stage.bar().speed.setCurrentIndex(2)
        await replay.session.wait_idle()
        stage.bar().edit.click()
        await stage.until(lambda: stage.window.findChild(RecordingEditor, "recordingEditor") is not None)
        editor = stage.found(RecordingEditor, "recordingEditor")
        field, verdict = stage.found(QPlainTextEdit, "recordingField"), stage.found(QLabel, "recordingVerdict")
        sound = field.toPlainText()
        assert verdict.text().startswith("A sound recording: 1 answers")
        field.setPlainText(sound.replace('"at": 0.42', '"at": "soon"'))
        assert not editor.play.isEnabled()
        await stage.until(lambda: "line 4" in verdict.text())
        stage.found(QPushButton, "showLineButton").click()
        assert '"soon"' in field.textCursor().selectedText()
        assert sound.count("stop") == 1
        field.setPlainText(sound.replace("stop", "length"))
        await stage.until(editor.play.isEnabled)
        editor.save.click()
        place = editor.findChild(QFileDialog, "saveCopyDialog")
        assert place is not None
        place.fileSelected.emit(str(tmp_path / "copy.rivrec"))
        place.reject()
        await stage.until((tmp_path / "copy.rivrec").exists)
        editor.play.click()
        await stage.until(lambda: stage.page.conversation is not replay)
        stage.bar().speed.setCurrentIndex(2)
        await stage.page.conversation.session.wait_idle()
        assert stage.page.conversation.session.messages[-1].finish_reason is FinishReason.LENGTH


async def test_files_that_are_no_recordings_are_attached_or_told(tmp_path: Path) -> None:
    async with replay_stage(tmp_path) as stage:
        (tmp_path / "notes.jsonl").write_text('{"a": 1}\n', "utf-8")
        (tmp_path / "broken.rivrec").write_text('{"rivulet-recording": 2}\n{"exchange": 1, "status": 9}\n', "utf-8")
        stage.page.composer.files_offered.emit([tmp_path / "notes.jsonl", tmp_path / "broken.rivrec"])
        await stage.until(lambda: "damaged in line 2" in stage.page.notices.text())
        await stage.until(lambda: [part.name for part in stage.page.attaching.parts] == ["notes.jsonl"])
        stage.replaying.open(tmp_path / "none.rivrec")
        await stage.until(lambda: "cannot be read" in stage.page.notices.text())
        stage.actions["replay"].trigger()
        dialog = stage.found(QFileDialog, "openRecordingDialog")
        dialog.reject()


def test_the_committed_file_is_version_1() -> None:
    assert '"rivulet-recording": 1' in OLD.read_text("utf-8")
    with pytest.raises(RecordingError):
        loads(OLD.read_text("utf-8").replace('"rivulet-recording": 1', '"rivulet-recording": 9'))
