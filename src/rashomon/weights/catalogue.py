"""Which models ship with rashomon, and the digests they were measured with."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rashomon.model.errors import WeightsError
from rashomon.model.records import ModelCard

HERE = Path(__file__).parent

#: The sentence encoder; see minilm/CARD.md for its data, licence, recipe and figures.
ENCODER = ModelCard(
    name="minilm",
    version="1",
    sha256="11e31af3ff46ba8d8361f8d569a0ecb57a8af4a6f44d4b0d44dd33c138210a58",
)
#: The head that tells how two sentences relate; see pairs/CARD.md.
PAIRS = ModelCard(name="pairs", version="1", sha256="TO-BE-FILLED")
#: The parser as the package index has it; the digest is of its ``meta.json``.
PARSER = ModelCard(name="en_core_web_sm", version="3.8.0")


def open_weights(card: ModelCard, file: str) -> bytes:
    """Return the bytes of a shipped model's file, after checking the digest on its card.

    Raises:
        WeightsError: the file is missing, or is not the one the card names.

    """
    path = HERE / card.name / file
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"model {card.name!r} lacks {path.name}: install rashomon again ({error})") from error
    found = hashlib.sha256(data).hexdigest()
    if found != card.sha256:
        raise WeightsError(
            f"model {card.name!r}: {path.name} has digest {found[:12]}, not {card.sha256[:12]}: install rashomon again"
        )
    return data
