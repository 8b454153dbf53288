"""What holds for the project as a whole: data flows one way, commands are documented, nothing names one machine."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

from kg.cli import commands

ROOT = Path(__file__).resolve().parent.parent

# From left to right: a module imports from its own group and from those above, never from below.
FLOW = [
    "model paths",
    "encoding files webpage collection quality lines layout_rules captions layout corpus text lexicon",
    "extract",
    "resolve",
    "vocabulary nquads rdf turtle",
    "store worker",
    "names answer query check",
    "ask",
    "network",
    "placement render frames",
    "report spool publish pipeline evaluate show export graph serve",
    "tables magic",
    "cli",
    "__main__",
]
PLACE = {module: place for place, group in enumerate(FLOW) for module in group.split()}

# Who may import what from outside; the rest of the house does not know that it exists.
WALLS = {
    "click": {"cli"},
    "jinja2": {"render", "serve"},
    "networkx": {"export", "graph", "network", "render"},
    "pyvis": {"render"},
    "pandas": {"export", "frames", "graph"},
    "rich": {"tables"},
    "starlette": {"serve"},
    "trafilatura": {"webpage"},
    "underthesea": {"text"},
    "uvicorn": {"serve"},
}
RDF = {"pyoxigraph", "pyshacl", "rdflib", "oxrdflib"}


def imports() -> Iterator[tuple[Path, str]]:
    """Every (file, module that it imports), of the package; "kg.x.y" for its own."""
    for path in sorted((ROOT / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module == "kg":
                yield from ((path, f"kg.{alias.name}") for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield path, node.module


IMPORTS = list(imports())


def home(path: Path) -> str:
    """The module or subpackage of kg that a file belongs to."""
    return path.relative_to(ROOT / "kg").parts[0].removesuffix(".py")


def test_every_module_has_its_place() -> None:
    homes = {home(path) for path, _ in IMPORTS} - {"__init__"}
    assert homes <= set(PLACE), "give the new module a place in FLOW"


def test_imports_go_one_way() -> None:
    wrong = [
        f"{path.name} imports {name}"
        for path, name in IMPORTS
        if name.startswith("kg.") and home(path) != "__init__" and name != "kg.__version__"
        if PLACE[name.split(".")[1]] > PLACE[home(path)]
    ]
    assert wrong == []


def test_there_is_no_ring() -> None:
    graph: dict[str, set[str]] = {}
    for path, name in IMPORTS:
        if name.startswith("kg.") and name != "kg.__version__" and home(path) != "__init__":
            graph.setdefault(home(path), set()).add(name.split(".")[1])
    order = list(TopologicalSorter({module: uses - {module} for module, uses in graph.items()}).static_order())
    assert "model" in order


@pytest.mark.parametrize("package", sorted(WALLS))
def test_who_imports_what(package: str) -> None:
    assert {home(path) for path, name in IMPORTS if name.split(".")[0] == package} <= WALLS[package]


def test_rdf_stays_right_of_the_language() -> None:
    users = {home(path) for path, name in IMPORTS if name.split(".")[0] in RDF}
    assert {user for user in users if PLACE[user] < PLACE["rdf"]} <= {"lexicon"}


def test_every_import_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    declared = {re.split(r"[<>=!\[ ]", line)[0].lower() for line in chain(*lists)}
    outside = {name.split(".")[0] for _, name in IMPORTS} - set(sys.stdlib_module_names) - {"kg"}
    assert {name.lower() for name in outside} <= declared


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_every_command_stands_in_the_readme(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [name for name in commands.commands if f"kg {name}" not in text] == []
    assert "make demo" in text
    assert "make test" in text


def own_files() -> Iterator[Path]:
    """The files of the project, without what tools and builds leave."""
    left = {".git", ".venv", "__pycache__", "build", "dist"}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if not path.is_file() or left & set(parts) or any(part.endswith(("_cache", ".egg-info")) for part in parts):
            continue
        if parts[0] != "output" and parts[0] != ".hypothesis":
            yield path


def test_no_file_names_a_machine_or_a_registry() -> None:
    paths = [f"/{folder}/" for folder in ("work", "root", "home")]
    hosts = [f"{name}.org" for name in ("pypi", "pythonhosted", "npmjs")] + ["registry.npm" + "js"]
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in own_files()
        for word in (*paths, *hosts)
        if word in path.read_bytes().decode("utf-8", "replace")
    ]
    assert found == []


def test_only_the_command_line_prints() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "kg").rglob("*.py"))
        if home(path) not in {"cli", "__main__"}
        if re.search(r"\bprint\(|logging\.basicConfig|sys\.std(out|err)\.write", path.read_text(encoding="utf-8"))
    ]
    assert wrong == []
