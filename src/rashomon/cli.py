"""One command a verb; no logic."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NoReturn

import click

from rashomon.consoles import (
    DONE,
    FAILED,
    FAULTS,
    LIBRARY,
    OUT,
    SAY,
    STOPPED,
    USAGE,
    WORKERS,
    Say,
    clean_line,
    talking,
)
from rashomon.library_commands import COMMANDS
from rashomon.model.errors import OutputError, RashomonError
from rashomon.sources import Sources, optional_sources, sources
from rashomon.version import VERSION

if TYPE_CHECKING:
    from rashomon.model.records import Fault
    from rashomon.pipeline import Progress

_EPILOG = """\b
Exit codes: 0 done; 1 nothing could be done; 2 the command is misspelt, or its output cannot be
written; 3 done, but some input had faults (each is one line, and in the ledger); 130 stopped."""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
    invoke_without_command=False,
)
@click.version_option(VERSION, "--version", prog_name="rashomon", message="%(prog)s %(version)s")
@talking
def cli() -> None:
    """Read several accounts of one event; write who reports what, on whose word, and where the accounts part.

    \b
    rashomon report *.html -o report.html           one page about the accounts
    rashomon report stories/ -o ledger.json         the same as data
    rashomon report ledger.json -o report.md        a finished ledger, shown again
    rashomon init; rashomon add pages/; rashomon list --stories
    rashomon watch feeds.opml                       what is new, in words
    rashomon COMMAND --help                         more examples
    """


@cli.command(short_help="Accounts of one event: write their ledger.")
@optional_sources
@click.option("--story", metavar="ID", help="Read the accounts of this story from the library instead.")
@LIBRARY
@click.option(
    "-o", "--output", "targets", multiple=True, required=True, metavar="OUT",
    help="File to write: .html, .md or .json; may be given several times; - writes to the pipe.",
)  # fmt: skip
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md", "json", "brief"]),
    help="What to write where the name does not say it.",
)
@WORKERS
@talking
@SAY
def report(
    say: Say, sources: Sources, story: str | None, place: str | None,
    targets: tuple[str, ...], form: str | None, workers: int | None,
) -> None:  # fmt: skip
    """Write the ledger of accounts of one event, as a page or as data.

    INPUT is a file (.txt .md .html .json .jsonl .csv .xml .warc, each also .gz), a folder, a web address, or - for a
    pipe. A ledger given alone is shown again, not read again. Only what is named by its address is fetched, and with
    --follow what that names.

    \b
    rashomon report a.txt b.html -o report.html
    rashomon report https://paper.example/story https://post.example/story -o report.html
    rashomon report articles.jsonl -o report.html -o ledger.json
    rashomon report articles.jsonl -o brief.md           the brief alone, on one page
    cat articles.jsonl | rashomon report - -o - --format md
    rashomon report --story s-0123456789ab -o story.html
    """
    if bool(sources.inputs) == bool(story):
        raise click.UsageError("give INPUT..., or --story ID and no INPUT")
    from rashomon.library.holdings import Library, find_place
    from rashomon.outputs import check_output, choose_format, keep_inputs, render_ledger, write_bytes
    from rashomon.pipeline import describe_fault, report_inputs
    from rashomon.terminal import ProgressLine, explain, summarise

    for target in targets:
        check_output(target)
    keep_inputs(targets, sources.inputs)
    plans = [(target, choose_format(target, form)) for target in targets]
    with ProgressLine(shown=not say.quiet) as progress:
        if story:
            with Library.open(find_place(place)) as library:
                ledger = library.read_story(story, workers=workers, progress=progress)
        else:
            ledger = report_inputs(
                sources.inputs, workers=workers, stdin=sys.stdin.buffer, progress=progress, reading=sources.settings
            )
        progress("writing", 0, 0)
        for target, kind in plans:
            write_bytes(target, render_ledger(ledger, kind))
    for fault in ledger.faults:
        say.fault(describe_fault(fault))
    if say.chatty:
        for line in summarise(ledger):
            say.tell(line)
        for target in targets:
            say.tell(f"written: {target}")
        for line in explain(ledger) if say.verbose else ():
            say.tell(line)


@cli.command(short_help="Articles: write what each says, a ledger a line.")
@sources
@OUT
@WORKERS
@talking
@SAY
def annotate(say: Say, sources: Sources, target: str, workers: int | None) -> None:
    """Write one ledger a line, each of a single article: its quotes, values, entities, claims and framing.

    \b
    rashomon annotate articles.jsonl.gz -o annotated.jsonl
    rashomon annotate feed.xml --follow -o annotated.jsonl
    rashomon annotate export.csv --map text=body --map url=link -o annotated.jsonl
    rashomon annotate folder/ -o - --workers 2 | head -1
    """
    from rashomon.pipeline import annotate_inputs

    def make(told: Progress) -> Iterator[bytes | Fault]:
        return annotate_inputs(sources.inputs, workers=workers, progress=told, reading=sources.settings)

    done = _write_lines(say, target, sources.inputs, make)
    if say.chatty:
        say.tell(f"{done} articles annotated: {target}")


@cli.command(short_help="Pairs of sentences: write how they stand to each other.")
@click.argument("pairs", metavar="PAIRS.jsonl")
@OUT
@WORKERS
@talking
@SAY
def relate(say: Say, pairs: str, target: str, workers: int | None) -> None:
    """Tell how pairs of sentences stand to each other: same, narrower, broader, conflict, related, unrelated.

    Each line of PAIRS.jsonl holds two sentences, "a" and "b"; it comes back with "relation", "score", "scores" and
    "reasons". Narrower means that a says more than b.

    \b
    rashomon relate pairs.jsonl -o related.jsonl
    echo '{"a": "Six died.", "b": "Nine died."}' | rashomon relate - -o -
    """
    from rashomon.pipeline import relate_pairs

    done = _write_lines(say, target, (pairs,), lambda told: relate_pairs(pairs, workers=workers, progress=told))
    if say.chatty:
        say.tell(f"{done} pairs related: {target}")


@cli.command(short_help="Articles on many events: write which tell of one.")
@sources
@OUT
@talking
@SAY
def stories(say: Say, sources: Sources, target: str) -> None:
    """Group a stream of articles into stories, one a line: the articles that tell of one event.

    \b
    rashomon stories today.jsonl.gz -o stories.jsonl
    cat *.jsonl | rashomon stories - -o -
    """
    from rashomon.pipeline import group_inputs

    def make(told: Progress) -> Iterator[bytes | Fault]:
        return group_inputs(sources.inputs, progress=told, reading=sources.settings)

    done = _write_lines(say, target, sources.inputs, make)
    if say.chatty:
        say.tell(f"{done} stories: {target}")


@cli.command()
def schema() -> None:
    """Print the JSON Schema of a ledger.

    \b
    rashomon schema > ledger.schema.json
    """
    from rashomon.pipeline import describe_schema

    click.echo(describe_schema(), nl=False)


for _command in COMMANDS:
    cli.add_command(_command)


def _write_lines(
    say: Say, target: str, inputs: tuple[str, ...], make: Callable[[Progress], Iterator[bytes | Fault]]
) -> int:
    """Write each line as it is made, tell each fault, and return how many lines there were."""
    from rashomon.model.errors import InputError
    from rashomon.model.records import Fault
    from rashomon.outputs import keep_inputs, open_output
    from rashomon.pipeline import describe_fault
    from rashomon.terminal import ProgressLine

    keep_inputs((target,), inputs)
    done = 0
    with ProgressLine(shown=not say.quiet) as progress, open_output(target) as stream:
        for item in make(progress):
            if isinstance(item, Fault):
                say.fault(describe_fault(item))
            else:
                stream.write(item)
                done += 1
        if not done:
            raise InputError(f"nothing to write to {target}: the input held nothing that could be read")
    return done


def main() -> None:
    """Run the command line, and end with an exit code that tells how it went."""
    # Our matrices are small: threads of the linear algebra cost more than they bring (8 ms against .3 for one product).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    say = Say()
    try:
        cli.main(prog_name="rashomon", standalone_mode=False, obj=say)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(USAGE)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "rashomon"
        _end(f"{error.format_message().rstrip('.')}; see {command} --help", USAGE)
    except (KeyboardInterrupt, click.Abort):
        _end("stopped", STOPPED)
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be told there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except RashomonError as error:
        if say.debug:
            raise
        _end(str(error), USAGE if isinstance(error, OutputError) else FAILED)
    except Exception as error:
        if say.debug:
            raise
        _end(f"{type(error).__name__}: {error}; this is an error of rashomon itself: see it with --debug", FAILED)
    sys.exit(FAULTS if say.faulty else DONE)


def _end(message: str, code: int) -> NoReturn:
    """Tell each line of an error, and end."""
    for line in message.splitlines() or [""]:
        click.echo(f"rashomon: {clean_line(line)}", err=True)
    sys.exit(code)
