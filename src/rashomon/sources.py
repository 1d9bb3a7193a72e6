"""What a user names to be read on the command line, and how it is to be read."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from rashomon.model.errors import InputError

if TYPE_CHECKING:
    from rashomon.read.settings import ReadSettings


class Sources(NamedTuple):
    """Files, folders, addresses and "-", and how they are read."""

    inputs: tuple[str, ...]
    settings: ReadSettings


def sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command INPUT... with the options of reading; it gets them all as one argument, ``sources``."""
    return _take_sources(command, required=True)


def optional_sources(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the same, where it can also do without INPUT."""
    return _take_sources(command, required=False)


def _take_sources(command: Callable[..., Any], *, required: bool) -> Callable[..., Any]:
    @click.argument("inputs", nargs=-1, required=required, metavar="INPUT...")
    @click.option(
        "--follow", is_flag=True, help="Fetch the pages too that a feed, a list of addresses or an export names."
    )
    @click.option(
        "--map",
        "pairs",
        multiple=True,
        metavar="FIELD=COLUMN",
        help="Which column or key (a.b for one in another) holds text, title, url, outlet, byline, published...",
    )
    @click.option(
        "--allow-host",
        "hosts",
        multiple=True,
        metavar="HOST",
        help="Fetch from this host even if it is on this machine or in its network.",
    )
    @functools.wraps(command)
    def wrapped(
        *arguments: Any,
        inputs: tuple[str, ...],
        follow: bool,
        pairs: tuple[str, ...],
        hosts: tuple[str, ...],
        **rest: Any,
    ) -> Any:
        from rashomon.read.settings import make_reading

        try:
            settings = make_reading(follow=follow, pairs=pairs, hosts=hosts)
        except InputError as error:
            raise click.UsageError(str(error)) from error
        return command(*arguments, sources=Sources(inputs=inputs, settings=settings), **rest)

    return wrapped
