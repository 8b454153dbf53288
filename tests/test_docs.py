"""The pages are true: what stands in them was run, and leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import refresh
from kg.cli import commands
from refresh import PAGES, ROOT, TRANSLATIONS, refreshed

EVERY = sorted([*PAGES, *TRANSLATIONS])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SETUP = re.compile(r"^```sh setup\n(.*?)^```$", re.M | re.S)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The headings of a page as links write them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", EVERY, ids=name)
def test_every_command_and_snippet_runs_and_prints_what_the_page_says(page: Path) -> None:
    assert refreshed(page) == page.read_text(encoding="utf-8"), f"{name(page)} is out of date: make docs"


@pytest.mark.parametrize("page", EVERY, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if not link.startswith("http"):
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


def test_every_page_is_linked_from_another() -> None:
    linked = {
        (page.parent / link.partition("#")[0]).resolve()
        for page in EVERY
        for link in LINK.findall(page.read_text(encoding="utf-8"))
    }
    assert {page for page in EVERY if page not in linked} == set()


@pytest.mark.parametrize("page", EVERY, ids=name)
def test_what_is_not_run_is_at_least_a_command(page: Path) -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for line in "".join(SETUP.findall(page.read_text(encoding="utf-8"))).splitlines():
        words = line.partition("#")[0].split()
        if words[:1] == ["kg"]:
            command = commands.commands[words[1]]
            command.make_parser(command.make_context(words[1], [], resilient_parsing=True)).parse_args(words[2:])
        elif words[:1] == ["make"]:
            assert words[1] in targets


def test_pictures_are_small() -> None:
    assert [path.name for path in (ROOT / "docs").rglob("*.png") if path.stat().st_size >= 200_000] == []


def test_a_command_that_fails_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo before\n$ kg query --name no-such\n```\n", encoding="utf-8")
    with pytest.raises(refresh.FailedError, match="no-such"):
        refreshed(page)


def test_a_page_is_worked_through_from_top_to_bottom(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = "<!-- write: a/b.txt -->\n```text\nĐức\n```\n\n```console\n$ cat 'a\n/../a/b.txt' || cat a/b.txt\nold\n```\n"
    page.write_text(text, encoding="utf-8")
    assert refreshed(page) == text.replace("old", "Đức")
