"""A real PostgreSQL server of the tests' own: in a folder of its own, on a socket of its own, under a plain user."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def find_programs() -> Path:
    """Return the folder of the server's programs, the newest where there are several; it must be installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("initdb")
    if not found and not beside:
        raise RuntimeError("PostgreSQL is not installed; the tests need its server: apt-get install postgresql")
    return (found[-1] if found else Path(str(beside)).resolve()).parent


def plain_user() -> dict[str, Any]:
    """Return what makes a process run as a plain user: the server refuses to run as root."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


@contextmanager
def run_server() -> Iterator[str]:
    """Run a server, and give the address of its socket as the query of a URL."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="rashomon-pg-", dir="/tmp"))
    if user := plain_user():
        shutil.chown(folder, user["user"], user["group"])
    data = folder / "data"

    def call(*command: str | Path) -> None:
        # The server's output goes to a file: whoever waits for the end of a pipe would wait for the server.
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **user)

    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c shared_buffers=32MB"
    try:
        call(programs / "initdb", "-D", data, "-U", "rashomon", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        call(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"host={folder}"
        finally:
            call(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_place(query: str, name: str) -> str:
    """Make an empty database on a running server, and return its address."""
    folder = query.removeprefix("host=")
    subprocess.run([find_programs() / "createdb", "-h", folder, "-U", "rashomon", name], check=True)
    return f"postgresql://rashomon@/{name}?{query}"
