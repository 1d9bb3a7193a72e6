"""A larger model that teaches the pair model: ``python -m train.teacher learn MPNET PAIRS.jsonl OUT`` and ``... answer``.

    python -m train.teacher learn all-mpnet-base-v2 pairs.jsonl build/teacher --minutes 45
    python -m train.asked train/premises ARTICLES.jsonl WORDNET asked.jsonl
    python -m train.teacher answer all-mpnet-base-v2 asked.jsonl answered.jsonl --teacher build/teacher/model.pt

All twelve layers of all-mpnet-base-v2 (Apache-2.0), four of them and the word vectors as they are, read both sentences at once and learn the same
pairs as the pair model does. It is too large to ship; what could are its lower layers (``train.student``), which learn on from there
and learn its answers on pairs nobody has labelled.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from transformers import MPNetModel

from train.reader import RELATIONS, batch
from train.student import Lessons, choose_test, open_tokenizer, report

#: Layers that stay as they are.
FROZEN = 4
#: What MPNet's ids are above those of the tokenizer, which it shares but for the marks.
SHIFT, BEGIN, END, PAD = 4, 0, 2, 1


class Teacher(torch.nn.Module):
    """MPNet, the means of both sides with their difference and product, and one answer."""

    def __init__(self, mpnet: Path) -> None:
        super().__init__()
        self.m = MPNetModel.from_pretrained(
            mpnet,
            add_pooling_layer=False,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.mix = torch.nn.Linear(4 * 768, 512)
        self.relation = torch.nn.Linear(512, len(RELATIONS))
        self.drop = torch.nn.Dropout(0.1)

    def forward(self, input_ids, attention_mask, token_type_ids):
        ids = input_ids + SHIFT
        for bert, own in ((101, BEGIN), (102, END), (0, PAD)):
            ids = torch.where(input_ids == bert, own, ids)
        hidden = self.m(input_ids=ids, attention_mask=attention_mask).last_hidden_state
        here = attention_mask.to(hidden.dtype)
        second = (token_type_ids > 3).to(hidden.dtype) * here
        first = here - second
        one = (hidden * first.unsqueeze(-1)).sum(1) / first.sum(1, keepdim=True)
        two = (hidden * second.unsqueeze(-1)).sum(1) / second.sum(1, keepdim=True)
        both = torch.cat([one, two, (one - two).abs(), one * two], 1)
        return self.relation(torch.tanh(self.mix(self.drop(both))))


def ask(model: Teacher, pairs: list[tuple[str, str]], size: int = 32) -> np.ndarray:
    """Return what the teacher says of some pairs, before it is made to add up to one."""
    tokenizer = open_tokenizer()
    model.eval()
    out = np.zeros((len(pairs), len(RELATIONS)))
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), size):
            chosen = order[start : start + size]
            out[chosen] = model(**batch(tokenizer, [pairs[i] for i in chosen])).float().numpy()
    model.train()
    return out


def learn(arguments: argparse.Namespace) -> None:
    """Learn, write checkpoints with the figures on pairs held back."""
    lines = [json.loads(line) for line in arguments.pairs.read_text("utf-8").splitlines()]
    tokenizer = open_tokenizer()
    model = Teacher(arguments.mpnet)
    model.m.embeddings.requires_grad_(False)
    for layer in model.m.encoder.layer[:FROZEN]:
        layer.requires_grad_(False)
    drawn, test = Lessons([line for line in lines if not line["held"]], 1), choose_test(lines)
    slow = [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("m.")]
    fast = [p for n, p in model.named_parameters() if not n.startswith("m.")]
    rates = [{"params": slow, "lr": arguments.rate}, {"params": fast, "lr": arguments.rate * 5}]
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01, fused=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    model.train()
    started, part, pool, due = time.time(), 0.0, [], arguments.every
    while part < 1:
        part = (time.time() - started) / (60 * arguments.minutes)
        for group, times in zip(optimiser.param_groups, (1, 5), strict=True):
            group["lr"] = arguments.rate * times * max(0.02, min(part / 0.06, (1 - part) / 0.7, 1.0))
        if not pool:
            many = sorted((drawn.draw() for _ in range(16 * arguments.batch)), key=lambda p: len(p[0]) + len(p[1]))
            pool = [many[i : i + arguments.batch] for i in range(0, len(many), arguments.batch)]
            drawn.random.shuffle(pool)
        rows = pool.pop()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = model(**batch(tokenizer, [(a, b) for a, b, _, _ in rows]))
        loss = torch.nn.functional.cross_entropy(out.float(), torch.tensor([answer for _, _, answer, _ in rows]))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        if part >= 1 or (time.time() - started) / 60 > due:
            due += arguments.every
            torch.save(model.state_dict(), arguments.out / "model.pt")
            print("held back:", report(ask(model, [(line["a"], line["b"]) for line in test]), test), flush=True)


def answer(arguments: argparse.Namespace) -> None:
    """Write each pair with how likely the teacher takes each relation to be."""
    lines = [json.loads(line) for line in arguments.pairs.read_text("utf-8").splitlines()]
    model = Teacher(arguments.mpnet)
    model.load_state_dict(torch.load(arguments.teacher, weights_only=True))
    said = ask(model, [(line["a"], line["b"]) for line in lines])
    powers = np.exp(said - said.max(1, keepdims=True))
    with arguments.out.open("w", encoding="utf-8") as file:
        for line, row in zip(lines, powers / powers.sum(1, keepdims=True), strict=True):
            file.write(json.dumps({**line, "answer": np.round(row, 4).tolist()}, ensure_ascii=False) + "\n")


def main() -> None:
    """Learn or answer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("learn", "answer"))
    for name in ("mpnet", "pairs", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--every", type=float, default=10, help="minutes from one checkpoint to the next")
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--batch", type=int, default=24)
    arguments = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    {"learn": learn, "answer": answer}[arguments.what](arguments)


if __name__ == "__main__":
    main()
