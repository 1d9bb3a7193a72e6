"""The version of the program, written once."""

from __future__ import annotations

#: Also in pyproject.toml; a test keeps the two equal.
VERSION = "0.1.0"
