"""Lengths of time: their units, and their TIMEX3 values after the schema of TimeML 1.2.1."""

from __future__ import annotations

from rashomon.annotate.codes import HOURLY

#: The letters of the units; a fortnight is told in weeks.
UNIT_CODES = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E",
              "century": "C", "second": "S", "minute": "M", "hour": "H", "weekend": "WE"}  # fmt: skip
#: Smaller units of which a part is told: half an hour is half an hour of minutes.
PARTED = {"hour": (60, "minute"), "minute": (60, "second"), "day": (24, "hour"), "year": (12, "month"),
          "decade": (10, "year"), "century": (100, "year")}  # fmt: skip


def name_unit(key: str) -> str:
    """Return the singular of a unit of time."""
    return "century" if key == "centuries" else key.rstrip("s")


def write_length(count: float | None, unit: str) -> str:
    """Return the TIMEX3 value of a length of time; without a count it is some of the units.

    >>> write_length(2, "decade"), write_length(None, "hour"), write_length(1.5, "day"), write_length(0.5, "year")
    ('P2E', 'PTXH', 'P1DT12H', 'P6M')
    """
    if count is None:
        return _write("X", unit)
    whole, part = int(count), count - int(count)
    if not part or unit not in PARTED:
        return _write(f"{count * 2 if unit == 'fortnight' else count:g}", unit)
    per, smaller = PARTED[unit]
    rest = round(part * per, 2)
    if UNIT_CODES[unit] in "EC":
        return _write(f"{whole * per + rest:g}", smaller)
    if not whole:
        return _write(f"{rest:g}", smaller)
    return join_lengths(_write(f"{whole}", unit), _write(f"{rest:g}", smaller))


def join_lengths(longer: str, shorter: str) -> str:
    """Return the TIMEX3 value of two lengths, one after the other.

    >>> join_lengths("P1D", "PT12H"), join_lengths("PT1H", "PT30M")
    ('P1DT12H', 'PT1H30M')
    """
    return longer + shorter.removeprefix("PT" if "T" in longer else "P")


def _write(number: str, unit: str) -> str:
    return ("PT" if unit in HOURLY else "P") + number + UNIT_CODES[unit]
