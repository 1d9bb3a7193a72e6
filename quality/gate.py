"""The ratchet: figures over the packs, and of speech on unread articles, against floors.json, whose floors only rise.

python -m quality.gate                  our own figures
python -m quality.gate --raise          lift each floor to the figure reached
python -m quality.gate --scorers DIR    also those of the ledger scorer in DIR, where it is at hand
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from quality.briefs import measure_briefs
from quality.figures import measure
from quality.relations import count_relations, summarise
from quality.speech import measure_speech, read_gold
from rashomon.model.codec import check_ledger, decode_ledger, encode_ledger
from rashomon.model.records import Ledger
from rashomon.pipeline import relate_articles

ROOT = Path(__file__).parent.parent
FLOORS = ROOT / "quality" / "floors.json"
PACKS = tuple(sorted((*(ROOT / "examples").glob("*/gold.json"), *(ROOT / "tests" / "packs").glob("*/gold.json"))))
#: Figures of the ledger scorer that have a floor: (section, measure). Those in LOW are better when lower.
WATCHED = (
    ("quotes", "overlap_f1"), ("quotes", "kind_accuracy"), ("quotes", "speaker_accuracy"),
    ("utterances", "pairs_f1"), ("utterances", "altered_precision"), ("utterances", "altered_recall"),
    ("values", "normalised_f1"),
    ("claims", "recall"), ("claims", "polarity_accuracy"),
    ("entries", "links_f1"), ("origins", "exact_count"), ("origins", "over_count"), ("origins", "false_corroboration"),
    ("conflicts", "precision"), ("conflicts", "contradiction_recall"), ("conflicts", "false_alarms_on_hard_negatives"),
    ("lineage", "derived_f1"), ("lineage", "passage_chars_f1"),
    ("timeline", "dates_f1"), ("coverage", "macro_recall"), ("framing", "overlap_f1"),
)  # fmt: skip
#: Other processors round the last digits of a vector otherwise, which can turn single cases; more is a drop.
SLACK = 0.005
LOW = {"over_count", "false_corroboration", "false_alarms_on_hard_negatives"}
#: The same, where the name as a whole says it: a distorted sentence called *same*, a paraphrase called *conflict*.
LOW_NAMES = {"distortions same", "paraphrases conflict"}


def read_packs() -> list[tuple[str, Ledger]]:
    """Return (name, gold ledger) of every pack."""
    return [(path.parent.name, decode_ledger(path.read_bytes())) for path in PACKS]


def run_packs() -> list[tuple[str, Ledger, Ledger]]:
    """Return (name, gold, found) of every pack; what is broken in a found ledger raises."""
    runs = []
    for name, gold in read_packs():
        found = relate_articles(gold.articles)
        broken = check_ledger(found)
        if broken:
            raise SystemExit(f"{name}: {len(broken)} broken: {broken[0]}")
        runs.append((name, gold, found))
    return runs


def score_with(folder: Path, runs: list[tuple[str, Ledger, Ledger]]) -> dict[str, float]:
    """Return the watched figures of the ledger scorer in ``folder``; a broken ledger raises."""
    with tempfile.TemporaryDirectory() as place:
        for side in ("gold", "found"):
            (Path(place) / side).mkdir()
        for name, _, found in runs:
            gold = next(path for path in PACKS if path.parent.name == name)
            (Path(place) / "gold" / f"{name}.json").write_bytes(gold.read_bytes())
            (Path(place) / "found" / f"{name}.json").write_bytes(encode_ledger(found))
        command = [sys.executable, str(folder / "ledger.py"), f"{place}/gold", f"{place}/found", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the scorer says: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    scores = json.loads(done.stdout)["scores"]
    return {f"{s} {m}": round(scores[s][m]["value"] or 0.0, 3) for s, m in WATCHED}


def compare(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a line for each figure on the wrong side of its floor."""
    return [
        f"{name}: {figures[name]} is {'above' if _is_low(name) else 'below'} the floor of {floor}"
        for name, floor in floors.items()
        if (figures[name] > floor + SLACK if _is_low(name) else figures[name] < floor - SLACK)
    ]


def _is_low(name: str) -> bool:
    return name in LOW_NAMES or name.rpartition(" ")[2] in LOW


def lift(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Return the floors, each moved to its figure where that is better; none is ever lowered.

    >>> lift({"quotes f1": 0.8}, {"quotes f1": 0.7}), lift({"quotes f1": 0.6}, {"quotes f1": 0.7})
    ({'quotes f1': 0.8}, {'quotes f1': 0.7})
    """
    best = {}
    for name, figure in figures.items():
        floor = floors.get(name, figure)
        best[name] = min(floor, figure) if _is_low(name) else max(floor, figure)
    return best


def main() -> int:
    """Print every figure beside its floor; the exit status is 1 where one is worse."""
    parser = argparse.ArgumentParser(description="Compare the figures over the packs with their floors.")
    parser.add_argument("--raise", dest="lifts", action="store_true", help="lift the floors to the figures reached")
    parser.add_argument("--scorers", type=Path, help="folder with ledger.py")
    args = parser.parse_args()
    runs = run_packs()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    reached = {
        "figures": measure([(gold, found) for _, gold, found in runs]),
        "briefs": measure_briefs([found for _, _, found in runs]),
        "speech": measure_speech(read_gold(None)),
        "relations": summarise(count_relations()),
    }
    if args.scorers:
        reached["scorer"] = score_with(args.scorers, runs)
    worse = []
    for part, figures in reached.items():
        for name, figure in figures.items():
            print(f"{part:8} {name:45} {figure:.3f}   floor {floors.get(part, {}).get(name, 0):.3f}")
        if args.lifts:
            floors[part] = lift(figures, floors.get(part, {}))
        worse += compare(figures, floors.get(part, {}))
    if args.lifts:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    for line in worse:
        print("WORSE", line)
    print(f"{sum(map(len, reached.values())) - len(worse)} passed, {len(worse)} failed")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
