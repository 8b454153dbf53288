"""Who directs what in Vietnam: articles in, a knowledge graph with evidence out. The public verbs of the package."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph import Graph, load
    from kg.model import KgError
    from kg.pipeline import build
    from kg.render import page
    from kg.store import Store

__version__ = "0.1.0"
__all__ = ["Graph", "KgError", "Store", "__version__", "build", "load", "page"]

_HOMES = {
    "Graph": "kg.graph",
    "KgError": "kg.model",
    "Store": "kg.store",
    "build": "kg.pipeline",
    "load": "kg.graph",
    "page": "kg.render",
}


def __getattr__(name: str) -> Any:
    """Imports a verb when it is first used: `import kg` alone must stay cheap, so that `kg --help` answers at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext kg`: adds the cell magic %%sparql to a notebook."""
    from kg.magic import register

    register(shell)
