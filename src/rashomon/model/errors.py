"""The one tree of errors: every message names the file or span and the way out."""

from __future__ import annotations


class RashomonError(Exception):
    """Anything that rashomon itself reports as wrong."""


class SpanError(RashomonError, ValueError):
    """Offsets that do not fit the text they claim to hold; a ValueError, so that decoding adds the path to it."""


class InputError(RashomonError):
    """An input that cannot be read; the message names it and says what to do."""


class LedgerError(RashomonError):
    """A ledger that does not follow the format; the message carries the path to the fault."""


class WeightsError(RashomonError):
    """A model that is missing, or whose digest is not the one it was measured with."""


class OutputError(RashomonError):
    """An output that cannot be written; the message names it and says what to do."""


class LibraryError(RashomonError):
    """A library that is not there, cannot be opened, or does not hold what was asked for."""
