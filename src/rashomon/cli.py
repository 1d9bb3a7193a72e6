"""One command a verb; no logic."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    raise SystemExit(2)
