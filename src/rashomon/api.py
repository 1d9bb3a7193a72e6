"""The Python interface: read accounts, look at their ledger, write it."""

from __future__ import annotations

import os
from pathlib import Path

from rashomon.model.annotated import Annotated
from rashomon.model.codec import decode_ledger
from rashomon.model.errors import InputError
from rashomon.model.records import Article, Ledger
from rashomon.outputs import render_ledger, write_bytes
from rashomon.pipeline import annotate_article, report_inputs
from rashomon.read.settings import make_reading


class OpenLedger(Ledger, frozen=True, kw_only=True):
    """A ledger with ways to show it: the same sections, and they read the same."""

    def to_html(self, path: str | os.PathLike[str]) -> None:
        """Write the ledger as one HTML page.

        Raises:
            OutputError: the file cannot be written.
        """
        write_bytes(os.fspath(path), render_ledger(self, "html"))

    def to_markdown(self, path: str | os.PathLike[str]) -> None:
        """Write the ledger as Markdown.

        Raises:
            OutputError: the file cannot be written.
        """
        write_bytes(os.fspath(path), render_ledger(self, "md"))

    def to_json(self, path: str | os.PathLike[str]) -> None:
        """Write the ledger as data; :func:`load` reads it.

        Raises:
            OutputError: the file cannot be written.
        """
        write_bytes(os.fspath(path), render_ledger(self, "json"))

    def _repr_html_(self) -> str:
        """Show the ledger in a notebook."""
        from rashomon.report.html import render_summary

        return render_summary(self)


def open_ledger(ledger: Ledger) -> OpenLedger:
    """Return a ledger with ways to show it.

    >>> open_ledger(Ledger()).conflicts
    ()
    """
    return OpenLedger(**{name: getattr(ledger, name) for name in ledger.__struct_fields__})


def read(
    *inputs: str | os.PathLike[str] | Article, workers: int = 1, follow: bool = False, allow_hosts: tuple[str, ...] = ()
) -> OpenLedger:
    """Read accounts of one event and return their ledger.

    Each input is a file, a folder, a web address, which is fetched, or an :class:`Article` that is at hand already.
    With ``follow`` the pages that feeds and lists name are fetched too; ``allow_hosts`` may be inside your network.
    What could not be read is told in ``ledger.faults``; the rest is there. With more than one of ``workers``, call
    this from a program that is guarded by ``if __name__ == "__main__"``, as Python asks of everything that starts
    processes.

    Raises:
        InputError: there is no article in any of the inputs.

    >>> ledger = read(Article(id="a", text="Six died, Ida Holm said."), Article(id="b", text="Nine died."))
    >>> [article.id for article in ledger.articles]
    ['a', 'b']
    """
    reading = make_reading(follow=follow, hosts=allow_hosts)
    return open_ledger(report_inputs(inputs, workers=workers, reading=reading))


def load(path: str | os.PathLike[str]) -> OpenLedger:
    """Return the ledger that a JSON file holds.

    Raises:
        InputError: there is no such file.
        LedgerError: it holds no ledger.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{os.fspath(path)}: {(error.strerror or str(error)).lower()}: check the name") from error
    return open_ledger(decode_ledger(data))


def annotate(text: str | Article) -> Annotated:
    """Return what was found in one article: quotes, values, entities, claims, framing.

    >>> annotate('"It burned," Lena Orth said.').quotes[0].content[0].text
    '"It burned,"'
    """
    from rashomon.read.drafts import Draft

    if isinstance(text, Article):
        return annotate_article(text)
    draft = Draft(text=text)
    return annotate_article(draft.settle(draft.make_content_id()))
