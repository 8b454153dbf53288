"""Whatever happens while a build publishes, the output folder holds the old graph or the new one, and nothing else."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.model import KgError
from kg.publish import publication

TEXT = f"texts/{'0' * 16}.txt"


def put(out: Path, graph: str, **texts: str) -> None:
    """Publishes a graph, and texts named by keyword."""
    with publication(out) as stage:
        (stage / "graph.nq").write_text(graph)
        (stage / "report.json").write_text(graph)
        for name, text in texts.items():
            (stage / "texts").mkdir(exist_ok=True)
            (stage / "texts" / f"{name.rjust(16, '0')}.txt").write_text(text)


def names(out: Path) -> list[str]:
    """Every file below `out`, hidden ones too."""
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def test_new_files_replace_old_ones_and_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    put(out, "old", a="A", b="B")
    (out / "README.md").write_text("mine")
    (out / "texts" / "notes.txt").write_text("mine too")
    put(out, "new", b="B2")
    assert (out / "graph.nq").read_text() == "new"
    assert names(out) == ["README.md", "graph.nq", "report.json", f"texts/{'b'.rjust(16, '0')}.txt", "texts/notes.txt"]


def test_texts_folder_goes_with_its_last_text(tmp_path: Path) -> None:
    put(tmp_path, "old", a="A")
    put(tmp_path, "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nq", "report.json"]


@pytest.mark.parametrize("error", [RuntimeError("bug"), KeyboardInterrupt(), SystemExit(143)])
def test_a_block_that_fails_changes_nothing(tmp_path: Path, error: BaseException) -> None:
    put(tmp_path, "old", a="A")
    before = names(tmp_path)
    with pytest.raises(type(error)), publication(tmp_path) as stage:
        (stage / "graph.nq").write_text("half")
        raise error
    assert (tmp_path / "graph.nq").read_text() == "old"
    assert names(tmp_path) == before


def test_a_first_build_that_fails_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), publication(tmp_path / "a" / "out"):
        raise RuntimeError
    assert not (tmp_path / "a" / "out").exists()


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", range(8))
def test_any_disk_error_leaves_the_old_graph_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    put(tmp_path, "old", a="A")
    place = os if call == "fsync" else Path
    real, calls = getattr(place, call), iter(range(100))

    def failing(*args: object) -> object:
        if next(calls) == number:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(place, call, failing)
        try:
            put(tmp_path, "new", b="B")
            failed = False
        except KgError as error:
            failed = True
            assert "no space left" in str(error)
    assert failed or next(calls) <= number, "the error must not be swallowed"
    assert (tmp_path / "graph.nq").read_text() in {"old", "new"}
    assert not any(name.startswith(".") for name in names(tmp_path))
    put(tmp_path, "new", b="B")
    assert names(tmp_path) == ["graph.nq", "report.json", f"texts/{'b'.rjust(16, '0')}.txt"]


def test_the_graph_is_replaced_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real = Path.replace

    def noted(self: Path, target: Path) -> Path:
        order.append(Path(target).name)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", noted)
    put(tmp_path, "new", a="A")
    assert order[-1] == "graph.nq"
    assert len(order) == 3


BUILDER = """
import sys, time
from pathlib import Path
from kg.publish import publication
with publication(Path(sys.argv[1])) as stage:
    (stage / "graph.nq").write_text("half")
    print("building", flush=True)
    time.sleep(60)
"""


def builder(out: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock of `out`, in the middle of a build."""
    process = subprocess.Popen([sys.executable, "-c", BUILDER, str(out)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "building\n"
    return process


def test_a_second_build_gives_up_naming_the_first(tmp_path: Path) -> None:
    with builder(tmp_path) as first:
        try:
            with pytest.raises(KgError, match=f"locked by pid {first.pid}"), publication(tmp_path, wait=0.1):
                pass
        finally:
            first.kill()


def test_a_killed_build_is_taken_over(tmp_path: Path) -> None:
    put(tmp_path, "old")
    with builder(tmp_path) as first:
        os.kill(first.pid, signal.SIGKILL)
    assert (tmp_path / "graph.nq").read_text() == "old"
    assert any(name.startswith(".") for name in names(tmp_path)), "the killed build must have left something"
    put(tmp_path, "new")
    assert names(tmp_path) == ["graph.nq", "report.json"]


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    with builder(tmp_path) as first:
        first.send_signal(signal.SIGINT)
        with publication(tmp_path, wait=10) as stage:
            (stage / "graph.nq").write_text("second")
    assert (tmp_path / "graph.nq").read_text() == "second"


def test_readers_never_meet_half_a_graph(tmp_path: Path) -> None:
    put(tmp_path, "0" * 100_000)
    watcher = subprocess.Popen(
        [sys.executable, "-c", WATCHER, str(tmp_path / "graph.nq")], stdout=subprocess.PIPE, text=True
    )
    assert watcher.stdout is not None
    assert watcher.stdout.readline() == "watching\n"
    for digit in "123456789":
        put(tmp_path, digit * 100_000)
    (tmp_path / "graph.nq").write_text("end")
    assert watcher.communicate(timeout=30)[0] == "whole\n"


WATCHER = """
import sys
from pathlib import Path
print("watching", flush=True)
while (text := Path(sys.argv[1]).read_text()) != "end":
    if text and (len(text) != 100_000 or len(set(text)) != 1):
        sys.exit("torn")
print("whole")
"""


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "no space left"), (errno.EDQUOT, "no space left"), (errno.EROFS, "cannot be written")],
)
def test_what_the_disk_says_in_plain_words(tmp_path: Path, code: int, words: str) -> None:
    with pytest.raises(KgError, match=words), publication(tmp_path):
        raise OSError(code, os.strerror(code))


def test_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(KgError, match="not a folder"), publication(tmp_path / "out"):
        pass
    assert (tmp_path / "out").read_text() == "mine"
