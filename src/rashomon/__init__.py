"""rashomon: several accounts of one event in, a ledger out. It shows evidence; it never rules on truth.

>>> import rashomon
>>> ledger = rashomon.read(rashomon.Article(id="a", text="Six died."))
>>> ledger.articles[0].id
'a'
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from rashomon.version import VERSION

if TYPE_CHECKING:
    from rashomon.api import OpenLedger, annotate, load, open_ledger, read
    from rashomon.library.holdings import Library
    from rashomon.model.annotated import Annotated
    from rashomon.model.errors import RashomonError
    from rashomon.model.records import (
        Article,
        Claim,
        Conflict,
        Coverage,
        Entity,
        Entry,
        Fault,
        Framing,
        Ledger,
        Lineage,
        Origin,
        Quote,
        TimelineItem,
        Utterance,
        Value,
    )
    from rashomon.model.spans import Span

__version__ = VERSION

__all__ = [
    "Annotated", "Article", "Claim", "Conflict", "Coverage", "Entity", "Entry", "Fault", "Framing", "Ledger",
    "Library", "Lineage", "OpenLedger", "Origin", "Quote", "RashomonError", "Span", "TimelineItem", "Utterance",
    "Value", "annotate", "load", "open_ledger", "read",
]  # fmt: skip


class _Verb(ModuleType):
    """A room of the house that is also what one does there: ``rashomon.read("a.txt")``, ``rashomon.annotate(text)``."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Do it: the function of this name in :mod:`rashomon.api`."""
        return getattr(import_module("rashomon.api"), self.__name__.rpartition(".")[2])(*given, **named)


# Both packages are empty but for their first line, so that this costs nothing.
for _room in ("read", "annotate"):
    import_module(f"rashomon.{_room}").__class__ = _Verb

#: Where each name lives. It is imported when it is first asked for, so that ``import rashomon`` takes no time.
_HOMES = {
    "rashomon.api": ("OpenLedger", "load", "open_ledger"),
    "rashomon.library.holdings": ("Library",),
    "rashomon.model.annotated": ("Annotated",),
    "rashomon.model.errors": ("RashomonError",),
    "rashomon.model.spans": ("Span",),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'rashomon' has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "rashomon.model.records")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
