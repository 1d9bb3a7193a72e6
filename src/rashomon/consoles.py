"""What all commands share: how much is told, the options that say so, and the exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

#: What a script can tell from the exit code.
DONE, FAILED, USAGE, FAULTS, STOPPED = 0, 1, 2, 3, 130

_F = TypeVar("_F", bound=Callable[..., Any])


class Say:
    """How much is told on standard error, and what to remember for the exit code."""

    def __init__(self) -> None:
        self.verbose = False
        self.quiet = False
        self.debug = False
        self.faulty = False

    def tell(self, line: str) -> None:
        """Write one line to standard error; what came from outside cannot steer the terminal."""
        click.echo(clean_line(line), err=True)

    def fault(self, line: str) -> None:
        """Tell of something that could not be done."""
        self.faulty = True
        self.tell(f"rashomon: {line}")

    def note(self, line: str) -> None:
        """Tell that there is nothing to answer, which silence would leave open; no fault."""
        if not self.quiet:
            self.tell(f"rashomon: {line}")

    def answer(self, line: str) -> None:
        """Write one line of what was asked for to standard output."""
        click.echo(clean_line(line))

    @property
    def chatty(self) -> bool:
        """Whether a person is there to read a summary."""
        return not self.quiet and (self.verbose or sys.stderr.isatty())


SAY = click.make_pass_decorator(Say, ensure=True)


def _remember(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and param.name:
        setattr(ctx.ensure_object(Say), param.name, True)


def talking(command: _F) -> _F:
    """Give a command -v, -q and --debug, so that they may stand before or after its name."""
    for flags, text in (
        (("--debug",), "Show where in the program an error arose."),
        (("-q", "--quiet"), "Tell nothing but faults."),
        (("-v", "--verbose"), "Tell the reasons as well."),
    ):
        command = click.option(
            *flags, is_flag=True, expose_value=False, callback=_remember, help=text
        )(command)  # fmt: skip
    return command


OUT = click.option(
    "-o", "--output", "target", required=True, metavar="OUT", help="File to write; - writes to the pipe."
)
WORKERS = click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N",
    help="Processes that annotate; by default one for a few articles, else one for each core.",
)  # fmt: skip
LIBRARY = click.option(
    "--library", "place", metavar="PLACE",
    help="The library: a file or postgresql://...; by default $RASHOMON_LIBRARY, else rashomon.db in this folder.",
)  # fmt: skip
JSON = click.option("--json", "as_json", is_flag=True, help="Write each line as JSON.")


def clean_line(line: str) -> str:
    r"""Return a line without control characters: titles and file names are not to be obeyed by a terminal.

    >>> clean_line("a\x1b[2Jb")
    'a [2Jb'
    """
    return "".join(character if character.isprintable() else " " for character in line)
