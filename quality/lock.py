"""Write requirements.lock and requirements-dev.lock anew: every package pinned by version and hash, no host named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
OPTIONS = [
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
    "--strip-extras",
    "--allow-unsafe",
    "--quiet",
]


def main() -> None:
    """Compile both locks from pyproject.toml."""
    for name, extras in (("requirements.lock", ["build"]), ("requirements-dev.lock", ["dev"])):
        wanted = [word for extra in extras for word in ("--extra", extra)]
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *wanted, "-o", name, "pyproject.toml"]
        subprocess.run(command, cwd=ROOT, check=True)
        text = (ROOT / name).read_text(encoding="utf-8")
        if "://" in text:
            raise SystemExit(f"{name} names an address; take it out")


if __name__ == "__main__":
    main()
