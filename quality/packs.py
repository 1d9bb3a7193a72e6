"""Write the ledgers of the packs, for scoring: ``python quality/packs.py PACKS_FOLDER OUT_FOLDER``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec

from rashomon.model.codec import check_ledger, encode_ledger
from rashomon.model.records import Article
from rashomon.pipeline import relate_articles


def main(packs: Path, out: Path) -> None:
    """Write OUT/<pack>.json for every pack folder; print what is broken."""
    out.mkdir(parents=True, exist_ok=True)
    for folder in sorted(path for path in packs.iterdir() if (path / "articles.jsonl").exists()):
        lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        ledger = relate_articles([msgspec.convert(json.loads(line), Article) for line in lines])
        for line in check_ledger(ledger)[:10]:
            print(folder.name, line)
        (out / f"{folder.name}.json").write_bytes(encode_ledger(ledger))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
