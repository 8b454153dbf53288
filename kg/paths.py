"""Where the package finds its own data: the ontology folder of a checkout, or its copy inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
TEMPLATES = PACKAGE / "templates"


def _ontology() -> Path:
    """The `ontology/` beside a checked-out `kg/`, else the copy that the wheel packs at `kg/_ontology`."""
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "ontology").is_dir():
        return checkout / "ontology"
    return PACKAGE / "_ontology"


ONTOLOGY = _ontology()
