"""Runs the real command in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Ran(NamedTuple):
    """How a command ended: exit code, standard output, and the lines of standard error."""

    code: int
    out: bytes
    told: list[str]


def run(*arguments: str | Path, stdin: bytes = b"", folder: Path | None = None) -> Ran:
    """Run ``rashomon`` with these arguments."""
    done = subprocess.run(
        [sys.executable, "-m", "rashomon", *map(str, arguments)],
        input=stdin, capture_output=True, cwd=folder, timeout=240, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr.decode().splitlines())
