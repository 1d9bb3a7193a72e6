"""One command a verb; no logic."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from rashomon.model.errors import OutputError, RashomonError
from rashomon.version import VERSION

if TYPE_CHECKING:
    from rashomon.model.records import Fault
    from rashomon.pipeline import Progress

#: What a script can tell from the exit code.
DONE, FAILED, USAGE, FAULTS, STOPPED = 0, 1, 2, 3, 130

_F = TypeVar("_F", bound=Callable[..., Any])
_EPILOG = """\b
Exit codes: 0 done; 1 nothing could be done; 2 the command is misspelt, or its output cannot be
written; 3 done, but some input had faults (each is one line, and in the ledger); 130 stopped."""


class _Say:
    """How much is told on standard error, and what to remember for the exit code."""

    def __init__(self) -> None:
        self.verbose = False
        self.quiet = False
        self.debug = False
        self.faulty = False

    def tell(self, line: str) -> None:
        """Write one line to standard error; what came from outside cannot steer the terminal."""
        click.echo(_clean(line), err=True)

    def fault(self, line: str) -> None:
        """Tell of something that could not be done."""
        self.faulty = True
        self.tell(f"rashomon: {line}")

    @property
    def chatty(self) -> bool:
        """Whether a person is there to read a summary."""
        return not self.quiet and (self.verbose or sys.stderr.isatty())


_SAY = click.make_pass_decorator(_Say, ensure=True)


def _remember(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and param.name:
        setattr(ctx.ensure_object(_Say), param.name, True)


def _talking(command: _F) -> _F:
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


_INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_OUT = click.option(
    "-o", "--output", "target", required=True, metavar="OUT", help="File to write; - writes to the pipe."
)
_WORKERS = click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N",
    help="Processes that annotate; by default one for a few articles, else one for each core.",
)  # fmt: skip


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
    invoke_without_command=False,
)
@click.version_option(VERSION, "--version", prog_name="rashomon", message="%(prog)s %(version)s")
@_talking
def cli() -> None:
    """Read several accounts of one event; write who reports what, on whose word, and where the accounts part.

    \b
    rashomon report *.html -o report.html           one page about the accounts
    rashomon report stories/ -o ledger.json         the same as data
    rashomon report ledger.json -o report.md        a finished ledger, shown again
    rashomon COMMAND --help                         more examples
    """


@cli.command(short_help="Accounts of one event: write their ledger.")
@_INPUTS
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
@_WORKERS
@_talking
@_SAY
def report(say: _Say, inputs: tuple[str, ...], targets: tuple[str, ...], form: str | None, workers: int | None) -> None:
    """Write the ledger of accounts of one event, as a page or as data.

    INPUT is a file (.txt .md .html .json .jsonl, each also .gz), a folder, or - for a pipe. A ledger given alone is
    shown again, not read again.

    \b
    rashomon report a.txt b.html -o report.html
    rashomon report articles.jsonl -o report.html -o ledger.json
    rashomon report articles.jsonl -o brief.md           the brief alone, on one page
    cat articles.jsonl | rashomon report - -o - --format md
    """
    from rashomon.outputs import check_output, choose_format, keep_inputs, render_ledger, write_bytes
    from rashomon.pipeline import describe_fault, report_inputs
    from rashomon.terminal import ProgressLine, explain, summarise

    for target in targets:
        check_output(target)
    keep_inputs(targets, inputs)
    plans = [(target, choose_format(target, form)) for target in targets]
    with ProgressLine(shown=not say.quiet) as progress:
        ledger = report_inputs(inputs, workers=workers, stdin=sys.stdin.buffer, progress=progress)
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
@_INPUTS
@_OUT
@_WORKERS
@_talking
@_SAY
def annotate(say: _Say, inputs: tuple[str, ...], target: str, workers: int | None) -> None:
    """Write one ledger a line, each of a single article: its quotes, values, entities, claims and framing.

    \b
    rashomon annotate articles.jsonl.gz -o annotated.jsonl
    rashomon annotate folder/ -o - --workers 2 | head -1
    """
    from rashomon.pipeline import annotate_inputs

    done = _write_lines(say, target, inputs, lambda told: annotate_inputs(inputs, workers=workers, progress=told))
    if say.chatty:
        say.tell(f"{done} articles annotated: {target}")


@cli.command(short_help="Pairs of sentences: write how they stand to each other.")
@click.argument("pairs", metavar="PAIRS.jsonl")
@_OUT
@_WORKERS
@_talking
@_SAY
def relate(say: _Say, pairs: str, target: str, workers: int | None) -> None:
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
@_INPUTS
@_OUT
@_talking
@_SAY
def stories(say: _Say, inputs: tuple[str, ...], target: str) -> None:
    """Group a stream of articles into stories, one a line: the articles that tell of one event.

    \b
    rashomon stories today.jsonl.gz -o stories.jsonl
    cat *.jsonl | rashomon stories - -o -
    """
    from rashomon.pipeline import group_inputs

    done = _write_lines(say, target, inputs, lambda told: group_inputs(inputs, progress=told))
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


def _write_lines(
    say: _Say, target: str, inputs: tuple[str, ...], make: Callable[[Progress], Iterator[bytes | Fault]]
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
    say = _Say()
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
        click.echo(f"rashomon: {_clean(line)}", err=True)
    sys.exit(code)


def _clean(line: str) -> str:
    """Return a line without control characters: titles and file names are not to be obeyed by a terminal."""
    return "".join(character if character.isprintable() else " " for character in line)
